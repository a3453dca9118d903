/** Finds where the description says something: its file and line. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseTree } from "jsonc-parser";
import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Description } from "./description.ts";
import { keysOf } from "./pointer.ts";

/** A place in the description. */
export interface Location {
  /** JSON pointer into the bundled description. */
  pointer: string;
  /** File, from the folder of the description. */
  file: string;
  /** Line, from 1. */
  line: number;
}

export interface Source {
  /** Where the thing at a pointer of the bundled description is written. */
  locate(pointer: string): Location;
  /** The lines around a location, each with its number. */
  excerpt(location: Location, around: number): [number: number, line: string][];
}

/** A file, and the keys under which it holds what was asked for. */
type Place = { file: string; keys: string[] };

const sources = new WeakMap<Description, Source>();

/** The text that a description was read from. Nothing is read before it is asked for. */
export function sourceOf(description: Description): Source {
  const known = sources.get(description);
  if (known) return known;
  const { origin } = description;
  const fresh = origin ? singleFileSource(origin.file) : shippedSource();
  sources.set(description, fresh);
  return fresh;
}

/** Reads places from a description in one file, YAML or JSON. */
function singleFileSource(file: string): Source {
  const name = relative(process.cwd(), file);
  return createSource(
    () => readFileSync(file, "utf8"),
    (keys) => ({ file: name, keys }),
  );
}

/**
 * Reads places from the folder that a description was bundled from: `openapi.yaml`, and files whose `paths:`,
 * `webhooks:`, `schemas:`, `responses:` … the bundle has among its paths, webhooks and components.
 */
function folderSource(folder: string): Source {
  let holders: Map<string, string> | undefined;
  return createSource(
    (file) => readFileSync(join(folder, file), "utf8"),
    (keys) => {
      const own = keys[0] === "components" ? keys.slice(1) : keys;
      holders ??= findHolders(folder);
      const file = holders.get(own.slice(0, 2).join(" "));
      return file ? { file, keys: own } : { file: "openapi.yaml", keys };
    },
  );
}

/** The source of the description that `@agora-chat-openapi/spec` ships. */
function shippedSource(): Source {
  return folderSource(fileURLToPath(new URL("../", import.meta.resolve("@agora-chat-openapi/spec/openapi.json"))));
}

/** Which file has which section's key. Reads lines alone: parsing all files would take a second. */
function findHolders(folder: string): Map<string, string> {
  const holders = new Map<string, string>();
  for (const part of ["common", "resources", "webhooks"]) {
    for (const name of readdirSync(join(folder, part), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".yaml")) continue;
      const file = `${part}/${name.replaceAll("\\", "/")}`;
      let section = "";
      for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
        section = /^(\w+):\s*$/.exec(line)?.[1] ?? section;
        const key = /^ {2}(['"]?)([^\s#].*?)\1:\s*$/.exec(line)?.[2];
        if (key) holders.set(`${section} ${key}`, file);
      }
    }
  }
  return holders;
}

interface Parsed {
  lines: string[];
  /** Where the last of the keys that are there begins, as a line from 1. */
  lineOf(keys: string[]): number;
}

function createSource(read: (file: string) => string, place: (keys: string[]) => Place): Source {
  const files = new Map<string, Parsed>();
  const parsed = (file: string): Parsed => {
    const known = files.get(file);
    if (known) return known;
    const text = read(file);
    const fresh = { lines: text.split("\n"), lineOf: file.endsWith(".json") ? linesOfJson(text) : linesOfYaml(text) };
    files.set(file, fresh);
    return fresh;
  };

  return {
    locate(pointer) {
      const { file, keys } = place(keysOf(pointer));
      return { pointer, file, line: parsed(file).lineOf(keys) };
    },
    excerpt({ file, line }, around) {
      const { lines } = parsed(file);
      const from = Math.max(1, line - around);
      return lines.slice(from - 1, line + around).map((text, index) => [from + index, text]);
    },
  };
}

function linesOfYaml(text: string): Parsed["lineOf"] {
  const counter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: counter });
  return (keys) => counter.linePos(offsetOf(contents, keys)).line;
}

/** JSON is YAML, too, but a large file of it would take seconds to be read as such. */
function linesOfJson(text: string): Parsed["lineOf"] {
  const root = parseTree(text);
  return (keys) => {
    let node = root;
    let offset = 0;
    for (const key of keys) {
      const property = node?.children?.find(({ children }) => children?.[0]?.value === key);
      const item = node?.type === "array" ? node.children?.[Number(key)] : property;
      if (!item) break;
      offset = item.offset;
      node = item.type === "property" ? item.children?.[1] : item;
    }
    return text.slice(0, offset).split("\n").length;
  };
}

/** Where the last of the keys that are there begins. */
function offsetOf(root: Node | null, keys: string[]): number {
  let node: unknown = root;
  let offset = 0;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find(({ key: name }) => isNode(name) && String(name) === key);
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
