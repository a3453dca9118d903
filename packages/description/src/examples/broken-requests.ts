/** Requests that break one constraint of the description each, made by damaging its examples. */
import { type Description, isObject, type Json } from "../document/description.ts";
import { escapeKey } from "../document/pointer.ts";
import type { MediaType } from "../operations/content.ts";
import type { Operation } from "../operations/operation.ts";
import type { Parameter } from "../operations/parameter.ts";
import { isTenantParameter } from "../operations/tenant.ts";
import { schemasOf } from "../schemas/schemas.ts";
import { asObject, branchesOf, conjunctsOf } from "../schemas/walk.ts";
import { type ExampleRequest, exampleRequests } from "./example-request.ts";

export interface BrokenRequest {
  /** Which constraint is broken where, such as `body/usernames maxItems`. */
  constraint: string;
  request: ExampleRequest;
}

/** A place with a constraint, and a copy of the value that breaks it there. */
type Damage = { constraint: string; value: unknown };

const PLACES: Partial<Record<string, "path" | "query" | "headers">> = {
  path: "path",
  query: "query",
  header: "headers",
};

/** For each constraint of parameters and body that an example touches, one request that breaks it. */
export function brokenRequests(description: Description, operation: Operation): BrokenRequest[] {
  const found = new Map<string, ExampleRequest>();
  for (const request of exampleRequests(operation).values()) {
    for (const parameter of operation.parameters) {
      for (const [constraint, broken] of brokenParameters(description, parameter, request)) {
        found.set(constraint, broken);
      }
    }
    const media = operation.requestBody?.content.get(request.contentType ?? "");
    if (!media) continue;
    for (const { constraint, value } of brokenBodies(description, media, request.body)) {
      found.set(`body${constraint}`, { ...request, body: value });
    }
  }
  return [...found].map(([constraint, request]) => ({ constraint, request }));
}

function* brokenParameters(
  description: Description,
  { in: location, name, schema }: Parameter,
  request: ExampleRequest,
): Generator<[string, ExampleRequest]> {
  const place = PLACES[location];
  if (!place || !schema || isTenantParameter(name)) return;
  for (const { constraint, value } of damages(description, schema.pointer, request[place][name], "")) {
    if (!isText(value, schema.value)) continue;
    yield [`${place}/${name}${constraint}`, { ...request, [place]: { ...request[place], [name]: value } }];
  }
}

function* brokenBodies(description: Description, media: MediaType, body: unknown): Generator<Damage> {
  if (!media.schema) return;
  const isValid = schemasOf(description).validator(media.schema);
  for (const damage of damages(description, media.schema.pointer, body, "")) {
    if (!media.isJson && !(isObject(damage.value) && Object.values(damage.value).every(isString))) continue;
    // Another branch of a oneOf may take what this one refuses.
    if (!isValid(damage.value)) yield damage;
  }
}

/** What stands in a URL or header is text: it is never empty, never of another type than text, and a list stays one. */
function isText(value: unknown, schema: Json): boolean {
  if (schema["type"] === "array" && !Array.isArray(value)) return false;
  const texts = [value].flat();
  return texts.length > 0 && texts.every((text) => typeof text !== "object" && text !== "");
}

function isString(value: unknown): boolean {
  return typeof value === "string";
}

function* damages(description: Description, pointer: string, value: unknown, at: string): Generator<Damage> {
  for (const part of conjunctsOf(description, pointer)) {
    for (const [keyword, rule] of Object.entries(part.value)) {
      const broken = breakKeyword(keyword, rule, value);
      if (broken !== undefined) yield { constraint: `${at} ${keyword}`, value: broken };
    }
    for (const branch of branchesOf(part)) yield* damages(description, branch, value, at);
    if (isObject(value)) yield* damagedProperties(description, part, value, at);
    if (Array.isArray(value) && value.length > 0 && isObject(part.value["items"])) {
      for (const damage of damages(description, `${part.pointer}/items`, value[0], `${at}/0`)) {
        yield { ...damage, value: [damage.value, ...value.slice(1)] };
      }
    }
  }
}

function* damagedProperties(
  description: Description,
  schema: { value: Json; pointer: string },
  value: Json,
  at: string,
): Generator<Damage> {
  for (const name of (schema.value["required"] ?? []) as string[]) {
    const { [name]: _, ...rest } = value;
    yield { constraint: `${at}/${name} required`, value: rest };
  }
  for (const name of Object.keys(asObject(schema.value["properties"]))) {
    if (!(name in value)) continue;
    const pointer = `${schema.pointer}/properties/${escapeKey(name)}`;
    for (const damage of damages(description, pointer, value[name], `${at}/${name}`)) {
      yield { ...damage, value: { ...value, [name]: damage.value } };
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
