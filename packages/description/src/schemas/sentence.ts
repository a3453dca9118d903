/** What an Ajv error says, in one sentence. */
import type { ErrorObject } from "./schemas.ts";

export function sentence({ keyword, params, data, schema, message }: ErrorObject): string {
  const got = show(data);
  switch (keyword) {
    case "type":
      return `expected ${[schema].flat().map(withArticle).join(" or ")}, got ${got}`;
    case "required":
    case "dependentRequired":
      return `expected the property "${params["missingProperty"]}", which is missing`;
    case "enum":
      return `expected one of ${(schema as unknown[]).map((value) => JSON.stringify(value)).join(", ")}, got ${got}`;
    case "const":
      return `expected ${JSON.stringify(schema)}, got ${got}`;
    case "format":
      if (schema === "int64") return `expected an integer of 64 bits, got ${got}`;
      return `expected the format ${schema}, got ${got}`;
    case "pattern":
      return `expected text that matches ${schema}, got ${got}`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return `expected no property "${params["additionalProperty"] ?? params["unevaluatedProperty"]}" here`;
    case "oneOf":
    case "anyOf":
      return params["passingSchemas"]
        ? `expected just one of ${(schema as unknown[]).length} shapes to fit, but several do: ${got}`
        : `expected one of ${(schema as unknown[]).length} shapes, got ${got}`;
    default:
      return `expected a value that ${message}, got ${got}`;
  }
}

function withArticle(type: unknown): string {
  return type === "null" ? "null" : `${/^[aio]/.test(String(type)) ? "an" : "a"} ${type}`;
}

/** Longest value that is shown whole, in characters. */
const LONGEST = 80;

/** A value as a short text. */
export function show(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : `an array of ${value.length}`;
  if (typeof value === "object")
    return `an object with ${Object.keys(value).slice(0, 8).join(", ") || "nothing in it"}`;
  // A file may be a text of many megabytes.
  const text = JSON.stringify(typeof value === "string" ? value.slice(0, LONGEST) : value);
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}…` : text;
  return `the ${typeof value} ${short}`;
}
