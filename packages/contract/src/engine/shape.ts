/**
 * Which properties a schema documents for each object of a value. A schema is merged with its references and `allOf`
 * branches, so that a property counts as documented when any of them has it; of `oneOf` and `anyOf` those branches
 * count that the value fits.
 */
import { type Description, isObject, type Json, targetOf } from "./description.ts";
import { escapeKey, valueAt } from "./pointer.ts";
import type { Schemas, ValidateFunction } from "./schemas.ts";

export interface Shape {
  /** Pointer of the schema, the part of it that lists properties. */
  pointer: string;
  properties: Map<string, Property>;
  patterns: [RegExp, Shape | undefined][];
  /** Of properties that are not listed; undefined when they are not documented. */
  others: { shape: Shape | undefined } | undefined;
  items: Shape | undefined;
  /** Numbers of the enum values for coverage. */
  values: Map<unknown, number> | undefined;
  /** Of `oneOf` and `anyOf`; one without a shape allows whatever it fits. */
  branches: { fits: () => ValidateFunction; shape: Shape | undefined }[];
  /** Whether it lists properties of objects, beside those of its branches. */
  describesObjects: boolean;
}

interface Property {
  id: number;
  shape: Shape | undefined;
}

/** Gives a property or an enum value its number for coverage. */
export interface Numbering {
  property(path: string): number;
  /** `schema` is the pointer of the schema that lists the value. */
  value(schema: string, value: unknown): number;
}

/** A schema that holds together with others, and where it stands. */
interface Part {
  schema: Json;
  pointer: string;
}

/** Builds the shape of what stands below: of several schemas that hold together, at a path of the value. */
type Build = (pointers: string[], path: string) => Shape | undefined;

/** Makes the shape of the schema at a pointer; undefined when it says nothing of properties. */
export type CreateShape = (pointer: string, numbering: Numbering) => Shape | undefined;

/** What makes the shapes of a description. */
export function shapesOf(description: Description, schemas: Schemas): CreateShape {
  // Most schemas, such as those of errors, are part of many shapes.
  const collected = new Map<string, Part[]>();
  const partsAt = (pointer: string): Part[] => {
    const parts = collected.get(pointer) ?? collect(description.document, pointer);
    collected.set(pointer, parts);
    return parts;
  };

  return (pointer, numbering) => {
    const build = (pointers: string[], path: string, ancestors: Map<string, Shape>): Shape | undefined => {
      const parts = pointers.flatMap(partsAt);
      const key = parts.map((part) => part.pointer).join(" ");
      // A schema that comes to itself again is the same shape.
      const known = ancestors.get(key);
      if (known) return known;
      const shape = emptyShape(parts);
      const within = new Map(ancestors).set(key, shape);
      const below: Build = (from, at) => build(from, at, within);
      readProperties(shape, parts, path, numbering, below);
      readOthers(shape, parts, path, below);
      readItems(shape, parts, path, below);
      readValues(shape, parts, numbering);
      readBranches(shape, parts, path, below, (from) => schemas.validator(description.at(from)));
      shape.describesObjects = shape.properties.size > 0 || shape.patterns.length > 0;
      return saysSomething(shape) ? shape : undefined;
    };
    return build([pointer], "", new Map());
  };
}

function emptyShape(parts: Part[]): Shape {
  const listing = parts.findLast(({ schema }) => "properties" in schema) ?? parts[0];
  return {
    pointer: listing?.pointer ?? "",
    properties: new Map(),
    patterns: [],
    others: undefined,
    items: undefined,
    values: undefined,
    branches: [],
    describesObjects: false,
  };
}

function saysSomething({ describesObjects, others, items, values, branches }: Shape): boolean {
  const ofBranches = branches.some(({ shape }) => shape !== undefined);
  return describesObjects || others?.shape !== undefined || items !== undefined || values !== undefined || ofBranches;
}

function readProperties(shape: Shape, parts: Part[], path: string, numbering: Numbering, build: Build): void {
  const places = new Map<string, string[]>();
  for (const { schema, pointer } of parts) {
    for (const name of Object.keys(asObject(schema["properties"]))) {
      places.set(name, [...(places.get(name) ?? []), `${pointer}/properties/${escapeKey(name)}`]);
    }
    for (const pattern of Object.keys(asObject(schema["patternProperties"]))) {
      const child = build([`${pointer}/patternProperties/${escapeKey(pattern)}`], `${path}/*`);
      shape.patterns.push([new RegExp(pattern, "u"), child]);
    }
  }
  for (const [name, pointers] of places) {
    const at = `${path}/${name}`;
    shape.properties.set(name, { id: numbering.property(at), shape: build(pointers, at) });
  }
}

function readOthers(shape: Shape, parts: Part[], path: string, build: Build): void {
  for (const { schema, pointer } of parts) {
    // What an anchor or a dynamic reference adds is not known here, so nothing beside it counts as undocumented.
    if (schema["$dynamicRef"] || (typeof schema["$ref"] === "string" && targetOf(schema["$ref"]) === undefined)) {
      shape.others ??= { shape: undefined };
    }
    for (const keyword of ["additionalProperties", "unevaluatedProperties"]) {
      // `false` is Ajv's to report, as a broken rule.
      if (!(keyword in schema)) continue;
      const child = isObject(schema[keyword]) ? build([`${pointer}/${keyword}`], `${path}/*`) : undefined;
      shape.others ??= { shape: child };
    }
  }
}

function readItems(shape: Shape, parts: Part[], path: string, build: Build): void {
  const items = parts.filter(({ schema }) => isObject(schema["items"])).map(({ pointer }) => `${pointer}/items`);
  if (items.length > 0) shape.items = build(items, `${path}/*`);
}

function readValues(shape: Shape, parts: Part[], numbering: Numbering): void {
  for (const { schema, pointer } of parts) {
    for (const value of "const" in schema ? [schema["const"]] : asArray(schema["enum"])) {
      shape.values ??= new Map();
      shape.values.set(value, numbering.value(pointer, value));
    }
  }
}

function readBranches(
  shape: Shape,
  parts: Part[],
  path: string,
  build: Build,
  validator: (pointer: string) => ValidateFunction,
): void {
  for (const { schema, pointer } of parts) {
    for (const keyword of ["oneOf", "anyOf"]) {
      asArray(schema[keyword]).forEach((_, index) => {
        const from = `${pointer}/${keyword}/${index}`;
        shape.branches.push({ fits: () => validator(from), shape: build([from], path) });
      });
    }
  }
}

/** A schema with all that holds together with it: what it refers to, and what its conditions may add. */
function collect(document: Json, pointer: string, seen = new Set<string>()): Part[] {
  const schema = valueAt(document, pointer);
  if (!isObject(schema) || seen.has(pointer)) return [];
  seen.add(pointer);
  const more = asArray(schema["allOf"]).map((_, index) => `${pointer}/allOf/${index}`);
  const target = typeof schema["$ref"] === "string" ? targetOf(schema["$ref"]) : undefined;
  if (target !== undefined) more.push(target);
  for (const keyword of ["if", "then", "else"]) if (keyword in schema) more.push(`${pointer}/${keyword}`);
  for (const name of Object.keys(asObject(schema["dependentSchemas"]))) {
    more.push(`${pointer}/dependentSchemas/${escapeKey(name)}`);
  }
  return [{ schema, pointer }, ...more.flatMap((next) => collect(document, next, seen))];
}

function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
