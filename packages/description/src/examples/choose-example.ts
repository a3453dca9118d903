/** Which example of a response answers a request. */
import { type Description, isObject, type Located } from "../document/description.ts";
import type { Example, MediaType } from "../operations/content.ts";
import { type ExampleExtensions, readExtensions } from "../operations/extensions.ts";
import type { Operation } from "../operations/operation.ts";
import { variantsAt } from "../schemas/walk.ts";

/** The parts of a request that an example may name, each as what its schema says that it is. */
export interface RequestParts {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

/** One value that an example names of its request. */
interface Condition {
  place: keyof RequestParts;
  keys: string[];
  value: unknown;
  /** Whether it must be this very value: one of an enumeration. Of other texts, any will do. */
  isExact: boolean;
}

type Conditional = { example: Example; conditions: Condition[] };

const known = new WeakMap<MediaType, Conditional[]>();

/**
 * The example of a response that answers a request: of those whose `x-request` the request fits, the one that names
 * most; else the first that names nothing. Undefined where there is no example.
 */
export function chooseExample(
  description: Description,
  operation: Operation,
  media: MediaType,
  request: RequestParts,
): Example | undefined {
  const examples = known.get(media) ?? [...media.examples.values()].map((each) => read(description, operation, each));
  known.set(media, examples);
  let best: Conditional | undefined;
  for (const candidate of examples) {
    const isBetter = !best || candidate.conditions.length > best.conditions.length;
    if (isBetter && candidate.conditions.every((condition) => fits(condition, request))) best = candidate;
  }
  return (best ?? examples[0])?.example;
}

function read(description: Description, operation: Operation, example: Example): Conditional {
  const named = readExtensions<ExampleExtensions>(example.raw)["x-request"] ?? {};
  const conditions = (["path", "query", "body"] as const).flatMap((place) =>
    leavesOf(named[place]).map(({ keys, value }) => ({
      place,
      keys,
      value,
      isExact: schemasAt(description, operation, place, keys).some(
        ({ value: schema }) => "enum" in schema || "const" in schema,
      ),
    })),
  );
  return { example, conditions };
}

/** The values of an object at any depth; a list is one value. */
function leavesOf(value: unknown, keys: string[] = []): { keys: string[]; value: unknown }[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [{ keys, value }];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...keys, key]));
}

function schemasAt(description: Description, operation: Operation, place: string, keys: string[]): Located[] {
  const [name, ...rest] = keys;
  const schemas =
    place === "body"
      ? [...(operation.requestBody?.content.values() ?? [])].map(({ schema }) => schema)
      : operation.parameters.filter((each) => each.in === place && each.name === name).map(({ schema }) => schema);
  return schemas.flatMap((schema) =>
    schema ? variantsAt(description, schema.pointer, place === "body" ? keys : rest) : [],
  );
}

/** One name is another case than several; a text may be any; all else, such as a switch, must be the same. */
function fits({ place, keys, value, isExact }: Condition, request: RequestParts): boolean {
  const given = keys.reduce<unknown>((holder, key) => (isObject(holder) ? holder[key] : undefined), request[place]);
  if (given === undefined) return false;
  if (Array.isArray(value) || Array.isArray(given)) {
    return !isObject(value) && !isObject(given) && isOne(value) === isOne(given);
  }
  if (typeof value === "string" && typeof given === "string" && !isExact) return true;
  return value === given;
}

function isOne(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 1;
}
