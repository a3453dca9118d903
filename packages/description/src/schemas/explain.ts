/** Turns what Ajv says into the constraint that is broken, where, and a sentence. */

import { isObject, targetOf } from "../document/description.ts";
import { escapeKey, valueAt } from "../document/pointer.ts";
import { type Discriminator, discriminatorOf } from "./discriminator.ts";
import type { ErrorObject, Schemas, ValidateFunction } from "./schemas.ts";
import { sentence, show } from "./sentence.ts";

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
  const choices = new Choices(schemas, errors);
  const found = new Map<string, Violation>();
  for (const error of errors) {
    if (error.keyword === "if" || choices.explains(error)) continue;
    for (const violation of choices.has(error) ? ofNearest(schemas, error) : [toViolation(schemas, error)]) {
      found.set(`${violation.kind} ${violation.pointer}`, violation);
    }
  }
  return [...found.values()];
}

/** The values that fit none of several shapes, by where they are. There may be as many as a list has items. */
class Choices {
  readonly #choices = new Set<ErrorObject>();
  /** For each place of such a value, the errors about its choice, and the schemas of its shapes. */
  readonly #places = new Map<string, { choice: ErrorObject; schemas: Set<object> }[]>();

  constructor({ document }: Schemas, errors: readonly ErrorObject[]) {
    const reachableFrom = new Map<object, Set<object>>();
    for (const choice of errors) {
      if (!isChoice(choice.keyword) || choice.params["passingSchemas"]) continue;
      this.#choices.add(choice);
      const shapes = shapesOf(choice);
      const schemas = reachableFrom.get(shapes) ?? reachable(document, shapes);
      reachableFrom.set(shapes, schemas);
      this.#places.set(choice.instancePath, [...(this.#places.get(choice.instancePath) ?? []), { choice, schemas }]);
    }
  }

  has(error: ErrorObject): boolean {
    return this.#choices.has(error);
  }

  /** Whether an error comes from a shape of another one's choice, which says it better. */
  explains(error: ErrorObject): boolean {
    if (this.#choices.size === 0) return false;
    for (let at = error.instancePath; ; at = at.slice(0, at.lastIndexOf("/"))) {
      const isInside = this.#places
        .get(at)
        ?.some(({ choice, schemas }) => choice !== error && schemas.has(error.parentSchema as object));
      if (isInside) return true;
      if (at === "") return false;
    }
  }
}

function isChoice(keyword: string): boolean {
  return keyword === "oneOf" || keyword === "anyOf";
}

function shapesOf({ keyword, parentSchema }: ErrorObject): object[] {
  return (parentSchema as Record<string, object[]>)[keyword] ?? [];
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

/** The shapes that a value may choose of. */
interface Alternatives {
  /** JSON pointer to the `oneOf` or `anyOf`. */
  pointer: string;
  validators: ValidateFunction[];
  titles: unknown[];
  discriminator: Discriminator | undefined;
}

const alternatives = new WeakMap<object[], Alternatives>();

function alternativesOf(schemas: Schemas, choice: ErrorObject): Alternatives {
  const shapes = shapesOf(choice);
  const known = alternatives.get(shapes) ?? readAlternatives(schemas, choice, shapes);
  alternatives.set(shapes, known);
  return known;
}

function readAlternatives(schemas: Schemas, { parentSchema, keyword }: ErrorObject, shapes: object[]): Alternatives {
  const { description } = schemas;
  const pointer = `${schemas.pointerOf(parentSchema as object)}/${keyword}`;
  const pointers = shapes.map((_, index) => `${pointer}/${index}`);
  const located = pointers.map((each) => description.at(each));
  return {
    pointer,
    validators: located.map((shape) => schemas.validator(shape)),
    titles: located.map(({ value }) => value["title"]),
    discriminator: discriminatorOf(description, pointers),
  };
}

/** What a value lacks of the shape that it was meant to have, as far as that can be told. */
function ofNearest(schemas: Schemas, choice: ErrorObject): Violation[] {
  const { pointer, validators, titles, discriminator } = alternativesOf(schemas, choice);
  const { data } = choice;
  const lacks = (validate: ValidateFunction) => (validate(data) ? [] : explain(schemas, validate.errors ?? []));
  const at = (violations: Violation[]) =>
    violations.map((violation) => ({ ...violation, pointer: choice.instancePath + violation.pointer }));

  if (discriminator && isObject(data)) {
    const given = data[discriminator.property];
    const meant = validators[discriminator.values.findIndex((values) => values.includes(given))];
    return at(meant ? lacks(meant) : [unknownValue(discriminator, given, pointer)]);
  }
  const attempts = validators.map(lacks);
  const otherType = wrongType(schemas, choice, attempts);
  if (otherType) return [otherType];
  const [nearest, second] = attempts.toSorted((one, other) => distance(one) - distance(other));
  if (!nearest || distance(nearest) >= OTHER_SHAPE || (second && distance(second) === distance(nearest))) {
    return [noShape(schemas, choice, titles)];
  }
  return at(nearest);
}

/** A value of which nobody can tell which shape it was meant to have. */
function noShape(schemas: Schemas, choice: ErrorObject, titles: unknown[]): Violation {
  const violation = toViolation(schemas, choice);
  if (!titles.every((title) => typeof title === "string")) return violation;
  return { ...violation, message: `expected one of the shapes ${titles.join(", ")}, got ${show(choice.data)}` };
}

/** A value of the property that tells shapes apart which none of them has. */
function unknownValue({ property, values }: Discriminator, value: unknown, schemaPointer: string): Violation {
  const known = values
    .flat()
    .map((each) => JSON.stringify(each))
    .join(", ");
  const kind = value === undefined ? "required" : "enum";
  const message =
    value === undefined
      ? `expected the property "${property}", which is one of ${known}`
      : `expected one of ${known}, got ${show(value)}`;
  return { kind, keyword: kind, pointer: `/${escapeKey(property)}`, message, schemaPointer, value };
}

/** A value that has the type of none of the shapes. */
function wrongType(schemas: Schemas, choice: ErrorObject, attempts: Violation[][]): Violation | undefined {
  const { document } = schemas.description;
  const types = attempts.flatMap((violations) => {
    const wrong = violations.find(({ keyword, pointer }) => keyword === "type" && pointer === "");
    return wrong ? [valueAt(document, wrong.schemaPointer)] : [];
  });
  if (types.length < attempts.length) return undefined;
  const schema = [...new Set(types.flat())];
  return { ...toViolation(schemas, choice), kind: "type", message: sentence({ ...choice, keyword: "type", schema }) };
}

const OTHER_SHAPE = 100;
/** What is none of the special values beside a range, such as -1 beside points in time, was meant to be within the range. */
const SPECIAL_VALUE = 5;

function distance(violations: Violation[]): number {
  return violations.reduce((sum, violation) => sum + weightOf(violation), 0);
}

/** How much a violation says that another shape was meant: a constant that tells shapes apart much, a wrong value little. */
function weightOf({ kind, pointer }: Violation): number {
  if (kind === "const" || (kind === "type" && pointer === "")) return OTHER_SHAPE;
  if (kind === "enum" && pointer === "") return SPECIAL_VALUE;
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
