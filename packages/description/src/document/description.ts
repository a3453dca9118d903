/** A description as plain JSON, walked by pointers. */
import { escapeKey, keysOf, pointerTo, valueAt } from "./pointer.ts";

export type Json = Record<string, unknown>;

/** A value of the description and where it stands, its own `$ref` followed. */
export interface Located {
  value: Json;
  /** JSON pointer from the root of the document. */
  pointer: string;
}

/** Where a description comes from: a file, or undefined for the one that `@agora-chat-openapi/spec` ships. */
export type Origin = { file: string } | undefined;

export interface Description {
  readonly document: Json;
  readonly origin: Origin;
  /** What stands at a pointer, references followed. @throws Error when there is nothing. */
  at(pointer: string): Located;
  /** What stands under a key, references followed, or undefined. */
  under(parent: Located, ...keys: string[]): Located | undefined;
  /** All entries of the object or array under a key, references followed. */
  entries(parent: Located, ...keys: string[]): [key: string, entry: Located][];
}

/**
 * Makes a description of a document that holds all that it refers to.
 * @throws TypeError, also from its methods, for a reference to another document or in a circle
 */
export function createDescription(document: Json, origin?: Origin): Description {
  const follow = (pointer: string): Located | undefined => {
    const target = followReferences(document, pointer);
    const value = valueAt(document, target);
    return isObject(value) ? { value, pointer: target } : undefined;
  };
  // Most values are no reference, and most references lead to the same few places: neither needs a walk from the root.
  const targets = new Map<string, Located | undefined>();
  const under = (parent: Located, ...keys: string[]) => {
    const pointer = `${parent.pointer}${keys.map((key) => `/${escapeKey(key)}`).join("")}`;
    const value = keys.reduce<unknown>(childOf, parent.value);
    if (!isObject(value)) return undefined;
    const reference = referenceOf(value);
    if (reference === undefined) return { value, pointer };
    const target = targets.get(reference) ?? follow(pointer);
    targets.set(reference, target);
    return target;
  };

  return {
    document,
    origin,
    at(pointer) {
      const found = follow(pointer);
      if (!found) throw new Error(`the description has nothing at ${pointer}`);
      return found;
    },
    under,
    entries(parent, ...keys) {
      const holder = keys.reduce<unknown>((value, key) => isObject(value) && value[key], parent.value);
      if (typeof holder !== "object" || holder === null) return [];
      return Object.keys(holder).flatMap((key) => {
        const entry = under(parent, ...keys, key);
        return entry ? [[key, entry] as [string, Located]] : [];
      });
    },
  };
}

/** The pointer where the references that begin at a pointer end. One with validating siblings is an end of its own. */
function followReferences(document: Json, pointer: string): string {
  const passed = new Set<string>();
  let at = pointer;
  for (;;) {
    const value = valueAt(document, at);
    const reference = isObject(value) ? referenceOf(value) : undefined;
    const target = reference === undefined ? undefined : targetOf(reference);
    if (target === undefined) return at;
    if (passed.has(target)) throw new TypeError(`the description refers in a circle at ${pointer}: ${reference}`);
    passed.add(target);
    at = target;
  }
}

/** The reference that stands in place of a value; undefined for a value, and for a reference that does more. */
function referenceOf(value: Json): string | undefined {
  const { $ref: reference } = value;
  if (typeof reference !== "string") return undefined;
  const isMore = Object.keys(value).some((key) => key !== "$ref" && key !== "description" && key !== "summary");
  return isMore ? undefined : reference;
}

/**
 * The pointer of a reference within the document; undefined for one by `$anchor`, which only Ajv follows.
 * @throws TypeError for a reference to another document
 */
export function targetOf(reference: string): string | undefined {
  if (!reference.startsWith("#")) {
    throw new TypeError(
      `the description refers to ${reference}: make one file of it first, as with \`redocly bundle\``,
    );
  }
  const fragment = decodeURIComponent(reference.slice(1));
  if (fragment !== "" && !fragment.startsWith("/")) return undefined;
  return pointerTo(keysOf(fragment));
}

function childOf(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null ? (holder as Json)[key] : undefined;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
