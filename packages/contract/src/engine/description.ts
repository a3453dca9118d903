/** The description as the checker walks through it: plain JSON, by pointers. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { escapeKey, keysOf, pointerTo, valueAt } from "./pointer.ts";
import { type Source, shippedSource, singleFileSource } from "./source.ts";

export type Json = Record<string, unknown>;

/** A value of the description and where it stands, its own `$ref` followed. */
export interface Located {
  value: Json;
  pointer: string;
}

export interface Description {
  document: Json;
  /** What stands at a pointer, references followed. @throws Error when there is nothing. */
  at(pointer: string): Located;
  /** What stands under a key, references followed, or undefined. */
  under(parent: Located, ...keys: string[]): Located | undefined;
  /** All entries of the object or array under a key, references followed. */
  entries(parent: Located, ...keys: string[]): [key: string, entry: Located][];
  source: Source;
}

/** Reads the description that `@agora-chat-openapi/spec` ships, or one in a file, YAML or JSON. @throws TypeError when the file is no OpenAPI 3.1 description. */
export function readDescription(file?: string): Description {
  if (file === undefined) {
    const shipped = readFileSync(new URL(import.meta.resolve("@agora-chat-openapi/spec/openapi.json")), "utf8");
    return createDescription(JSON.parse(shipped) as Json, shippedSource());
  }
  const text = readFileSync(file, "utf8");
  const document: unknown = file.endsWith(".json") ? JSON.parse(text) : parse(text);
  const version = isObject(document) ? document["openapi"] : undefined;
  if (!isObject(document) || typeof version !== "string" || !version.startsWith("3.1")) {
    throw new TypeError(`${file} is no OpenAPI 3.1 description: its "openapi" is ${JSON.stringify(version)}`);
  }
  return createDescription(document, singleFileSource(file));
}

function createDescription(document: Json, source: Source): Description {
  const follow = (pointer: string): Located | undefined => {
    let at = pointer;
    let value = valueAt(document, at);
    // Many references in a row are a circle.
    for (let steps = 0; isObject(value) && typeof value["$ref"] === "string" && steps < 50; steps += 1) {
      if (Object.keys(value).some((key) => key !== "$ref" && key !== "description" && key !== "summary")) break;
      const target = targetOf(value["$ref"]);
      if (target === undefined) break;
      at = target;
      value = valueAt(document, at);
    }
    return isObject(value) ? { value, pointer: at } : undefined;
  };
  const under = (parent: Located, ...keys: string[]) =>
    follow(`${parent.pointer}${keys.map((key) => `/${escapeKey(key)}`).join("")}`);

  return {
    document,
    source,
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

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
