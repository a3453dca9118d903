/** Turns what Ajv says into the constraint that is broken, where, and a sentence. */

import { isObject, targetOf } from "../document/description.ts";
import { escapeKey, valueAt } from "../document/pointer.ts";
import type { ErrorObject, Schemas } from "./schemas.ts";
import { sentence } from "./sentence.ts";

/** One broken constraint of a schema. */
export interface Violation {
  /** Which kind of constraint it is, such as `type`. */
  kind: string;
  /** The keyword of JSON Schema, such as `maxLength`. */
  keyword: string;
  /** JSON pointer into the value. */
  pointer: string;
  /** What was expected and what was there, in one sentence. */
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

/**
 * What a value breaks of its schema, from the errors of a validator of these schemas. For a value that fits none of
 * several shapes, what it lacks of the nearest one.
 */
export function explain(schemas: Schemas, errors: readonly ErrorObject[]): Violation[] {
  const { document } = schemas.description;
  const choices = errors.filter(({ keyword, params }) => isChoice(keyword) && !params["passingSchemas"]);
  const inside = choices.map((choice) => ({
    at: choice.instancePath,
    schemas: reachable(document, Object.values(shapesOf(choice))),
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
    choices.includes(error) ? ofNearest(schemas, error) : [toViolation(schemas, error)],
  );
  return [...new Map(violations.map((violation) => [`${violation.kind} ${violation.pointer}`, violation])).values()];
}

function isChoice(keyword: string): boolean {
  return keyword === "oneOf" || keyword === "anyOf";
}

function shapesOf({ keyword, parentSchema }: ErrorObject): object[] {
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

function ofNearest(schemas: Schemas, choice: ErrorObject): Violation[] {
  const pointer = schemas.pointerOf(choice.parentSchema as object);
  const attempts = shapesOf(choice).map((_, index) => {
    const validate = schemas.validator(schemas.description.at(`${pointer}/${choice.keyword}/${index}`));
    validate(choice.data);
    return { violations: explain(schemas, validate.errors ?? []) };
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
    keyword,
    pointer: property === undefined ? instancePath : `${instancePath}/${escapeKey(String(property))}`,
    message: sentence(error),
    schemaPointer: `${schemas.pointerOf(parentSchema as object)}/${escapeKey(keyword)}`,
    value: data,
  };
}
