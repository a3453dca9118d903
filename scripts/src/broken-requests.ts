/** Requests that break one rule of the description each, made by damaging its examples. */
import type { OpenAPI3 } from "openapi-typescript";
import { type Operation, resolve } from "./description.ts";
import { type ExampleRequest, exampleRequests } from "./example-request.ts";
import type { Validator } from "./validator.ts";

export interface BrokenRequest {
  /** Which rule is broken where, such as `body/usernames maxItems`. */
  rule: string;
  request: ExampleRequest;
}

type Schema = Record<string, unknown>;

const TENANT = ["org_name", "app_name"];
const PLACES: Partial<Record<string, "path" | "query" | "headers">> = {
  path: "path",
  query: "query",
  header: "headers",
};

/** A rule, a place, and a copy of the value that breaks it there. */
type Damage = { rule: string; value: unknown };

/** For each constraint of parameters and body that an example touches, one request that breaks it. */
export function brokenRequests(document: OpenAPI3, validator: Validator, operation: Operation): BrokenRequest[] {
  const found = new Map<string, ExampleRequest>();
  for (const request of exampleRequests(document, operation).values()) {
    for (const parameter of operation.parameters) {
      const place = PLACES[parameter.in];
      if (!place || TENANT.includes(parameter.name)) continue;
      const schema = resolve(document, (parameter.schema ?? {}) as Schema);
      for (const { rule, value } of damages(document, schema, request[place][parameter.name], "")) {
        if (!isText(value, schema)) continue;
        found.set(`${place}/${parameter.name}${rule}`, {
          ...request,
          [place]: { ...request[place], [parameter.name]: value },
        });
      }
    }

    if (!request.contentType) continue;
    const media = operation.requestBody?.content[request.contentType];
    const isValid = validator.requestBody(operation, request.contentType);
    if (!media || !isValid || !("schema" in media)) continue;
    const isForm = request.contentType !== "application/json";
    for (const { rule, value } of damages(document, media.schema as Schema, request.body, "")) {
      if (isForm && !(isObject(value) && Object.values(value).every((field) => typeof field === "string"))) continue;
      // Another branch of a oneOf may take what this one refuses.
      if (!isValid(value)) found.set(`body${rule}`, { ...request, body: value });
    }
  }
  return [...found].map(([rule, request]) => ({ rule, request }));
}

/** What stands in a URL or header is text: it is never empty, never of another type than text, and a list stays one. */
function isText(value: unknown, schema: Schema): boolean {
  if (schema["type"] === "array" && !Array.isArray(value)) return false;
  const texts = [value].flat();
  return texts.length > 0 && texts.every((text) => typeof text !== "object" && text !== "");
}

function* damages(document: OpenAPI3, unresolved: Schema, value: unknown, at: string): Generator<Damage> {
  const schema = resolve(document, unresolved);
  const siblings = unresolved === schema ? {} : { ...unresolved, $ref: undefined };
  for (const [keyword, rule] of Object.entries({ ...schema, ...siblings })) {
    const broken = breakKeyword(keyword, rule, value);
    if (broken !== undefined) yield { rule: `${at} ${keyword}`, value: broken };
  }

  for (const keyword of ["allOf", "oneOf", "anyOf"]) {
    for (const branch of (schema[keyword] ?? []) as Schema[]) yield* damages(document, branch, value, at);
  }
  if (isObject(value)) {
    for (const name of (schema["required"] ?? []) as string[]) {
      const { [name]: _, ...rest } = value;
      yield { rule: `${at}/${name} required`, value: rest };
    }
    for (const [name, property] of Object.entries((schema["properties"] ?? {}) as Record<string, Schema>)) {
      if (!(name in value)) continue;
      for (const damage of damages(document, property, value[name], `${at}/${name}`)) {
        yield { ...damage, value: { ...value, [name]: damage.value } };
      }
    }
  }
  if (Array.isArray(value) && value.length > 0 && schema["items"]) {
    for (const damage of damages(document, schema["items"] as Schema, value[0], `${at}/0`)) {
      yield { ...damage, value: [damage.value, ...value.slice(1)] };
    }
  }
}

/** A value that breaks one keyword, or undefined for a keyword that constrains nothing here. */
function breakKeyword(keyword: string, rule: unknown, value: unknown): unknown {
  switch (keyword) {
    case "type":
      return rule === "string" ? { not: "a string" } : "not a number, boolean, array or object";
    case "minLength":
      return "";
    case "maxLength":
      return "a".repeat(Number(rule) + 1);
    case "pattern":
      return "not/this one!";
    case "minimum":
      return Number(rule) - 1;
    case "maximum":
      return Number(rule) + 1;
    case "minItems":
      return [];
    case "maxItems":
      return Array.isArray(value) ? Array.from({ length: Number(rule) + 1 }, () => value[0]) : undefined;
    case "minProperties":
      return {};
    case "enum":
    case "const":
      return "none of these";
    case "additionalProperties":
    case "unevaluatedProperties":
      return rule === false && isObject(value) ? { ...value, unknown_field: true } : undefined;
    default:
      return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
