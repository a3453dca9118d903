/** Turns what Ajv says into the rule that is broken, where, and a sentence. */
import { type Description, isObject, targetOf } from "./description.ts";
import { escapeKey, valueAt } from "./pointer.ts";
import type { ErrorObject, Schemas } from "./schemas.ts";

/** One broken rule of a schema. */
export interface Violation {
  /** The last part of the rule's id, such as `type`. */
  kind: string;
  /** JSON pointer into the value. */
  pointer: string;
  message: string;
  /** JSON pointer into the description. */
  schemaPointer: string;
  value: unknown;
}

const KINDS: Readonly<Record<string, string>> = {
  type: "type",
  required: "required",
  dependentRequired: "required",
  enum: "enum",
  const: "const",
  format: "format",
  pattern: "pattern",
  minLength: "length",
  maxLength: "length",
  minItems: "length",
  maxItems: "length",
  minProperties: "length",
  maxProperties: "length",
  minimum: "range",
  maximum: "range",
  exclusiveMinimum: "range",
  exclusiveMaximum: "range",
  multipleOf: "range",
  additionalProperties: "undocumented-property",
  unevaluatedProperties: "undocumented-property",
  oneOf: "shape",
  anyOf: "shape",
};

/** What a value breaks of its schema. For a value that fits none of several shapes, what it lacks of the nearest one. */
export function explain(description: Description, schemas: Schemas, errors: readonly ErrorObject[]): Violation[] {
  const choices = errors.filter(({ keyword, params }) => isChoice(keyword) && !params["passingSchemas"]);
  const inside = choices.map((choice) => ({
    at: choice.instancePath,
    schemas: reachable(description.document, Object.values(branchesOf(choice))),
  }));
  const own = errors.filter((error) => {
    if (choices.includes(error))
      return !isInside(
        error,
        inside.filter((_, index) => choices[index] !== error),
      );
    return !isInside(error, inside) && error.keyword !== "if";
  });
  const violations = own.flatMap((error) =>
    choices.includes(error) ? ofNearest(description, schemas, error) : [toViolation(schemas, error)],
  );
  return [...new Map(violations.map((violation) => [`${violation.kind} ${violation.pointer}`, violation])).values()];
}

function isChoice(keyword: string): boolean {
  return keyword === "oneOf" || keyword === "anyOf";
}

function branchesOf({ keyword, parentSchema }: ErrorObject): object[] {
  return (parentSchema as Record<string, object[]>)[keyword] ?? [];
}

function isInside(
  { instancePath, parentSchema }: ErrorObject,
  inside: { at: string; schemas: Set<object> }[],
): boolean {
  return inside.some(
    ({ at, schemas }) =>
      (instancePath === at || instancePath.startsWith(`${at}/`)) && schemas.has(parentSchema as object),
  );
}

/** All schemas that a validation of the given ones may come to. */
function reachable(document: object, from: unknown[], seen = new Set<object>()): Set<object> {
  for (const value of from) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    const reference = isObject(value) ? value["$ref"] : undefined;
    const target = typeof reference === "string" ? targetOf(reference) : undefined;
    if (target !== undefined) reachable(document, [valueAt(document, target)], seen);
    reachable(document, Object.values(value), seen);
  }
  return seen;
}

function ofNearest(description: Description, schemas: Schemas, choice: ErrorObject): Violation[] {
  const pointer = schemas.pointerOf(choice.parentSchema as object);
  const attempts = branchesOf(choice).map((_, index) => {
    const validate = schemas.validator(description.at(`${pointer}/${choice.keyword}/${index}`));
    validate(choice.data);
    const violations = explain(description, schemas, validate.errors ?? []);
    return { violations };
  });
  const distance = ({ violations }: { violations: Violation[] }) =>
    violations.reduce((sum, violation) => sum + weightOf(violation), 0);
  const [nearest, second] = attempts.toSorted((one, other) => distance(one) - distance(other));
  if (!nearest || distance(nearest) >= OTHER_SHAPE || (second && distance(second) === distance(nearest))) {
    return [toViolation(schemas, choice)];
  }
  return nearest.violations.map((violation) => ({ ...violation, pointer: choice.instancePath + violation.pointer }));
}

const OTHER_SHAPE = 100;

/** How much a violation says that another shape was meant: a constant that tells shapes apart much, a wrong value little. */
function weightOf({ kind, pointer }: Violation): number {
  if (kind === "const" || (kind === "type" && pointer === "")) return OTHER_SHAPE;
  return kind === "required" || kind === "undocumented-property" ? 10 : 1;
}

function toViolation(schemas: Schemas, error: ErrorObject): Violation {
  const { keyword, params, instancePath, data, parentSchema } = error;
  const property = params["missingProperty"] ?? params["additionalProperty"] ?? params["unevaluatedProperty"];
  return {
    kind: KINDS[keyword] ?? "schema",
    pointer: property === undefined ? instancePath : `${instancePath}/${escapeKey(String(property))}`,
    message: sentence(error),
    schemaPointer: `${schemas.pointerOf(parentSchema as object)}/${escapeKey(keyword)}`,
    value: data,
  };
}

function sentence({ keyword, params, data, schema, message }: ErrorObject): string {
  const got = show(data);
  switch (keyword) {
    case "type":
      return `expected ${[schema].flat().map(aType).join(" or ")}, got ${got}`;
    case "required":
    case "dependentRequired":
      return `expected the property "${params["missingProperty"]}", which is missing`;
    case "enum":
      return `expected one of ${(schema as unknown[]).map((value) => JSON.stringify(value)).join(", ")}, got ${got}`;
    case "const":
      return `expected ${JSON.stringify(schema)}, got ${got}`;
    case "format":
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

function aType(type: unknown): string {
  return type === "null" ? "null" : `${/^[aio]/.test(String(type)) ? "an" : "a"} ${type}`;
}

/** A value as a short text. */
export function show(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : `an array of ${value.length}`;
  if (typeof value === "object")
    return `an object with ${Object.keys(value).slice(0, 8).join(", ") || "nothing in it"}`;
  const text = JSON.stringify(value);
  const short = text.length > 80 ? `${text.slice(0, 77)}…` : text;
  return `the ${typeof value} ${short}`;
}
