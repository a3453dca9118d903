/**
 * Which properties a schema documents for each object of a value. A schema is merged with its references and `allOf`
 * branches, so that a property counts as documented when any of them has it; of `oneOf` and `anyOf` those branches
 * count that the value fits.
 */
import { isObject, type Located, targetOf } from "../document/description.ts";
import { nextIndex, type Observable } from "../document/observable.ts";
import { escapeKey } from "../document/pointer.ts";
import type { Schemas, ValidateFunction } from "./schemas.ts";
import { asArray, asObject, branchesOf, conjunctsOf } from "./walk.ts";

export interface Shape {
  /** Pointer of the schema, the part of it that lists properties. */
  pointer: string;
  properties: Map<string, PropertyShape>;
  patterns: [RegExp, Shape | undefined][];
  /** Of properties that are not listed; undefined when they are not documented. */
  others: { shape: Shape | undefined } | undefined;
  items: Shape | undefined;
  /** The values of `enum` and `const`. */
  values: Map<unknown, DocumentedValue> | undefined;
  /** Of `oneOf` and `anyOf`; one without a shape allows whatever it fits. */
  branches: { fits: () => ValidateFunction; shape: Shape | undefined }[];
  /** Whether it lists properties of objects, beside those of its branches. */
  describesObjects: boolean;
}

export interface PropertyShape extends Observable {
  /** Where it is in the value: `/data/*` + `/id`. */
  path: string;
  shape: Shape | undefined;
}

export interface DocumentedValue extends Observable {
  value: unknown;
  /** Pointer of the schema that lists it. */
  schema: string;
}

/** A body with a schema, such as a media type: the key of its shape. */
interface Body {
  pointer: string;
  schema: Located | undefined;
}

/** Builds the shape of what stands below: of several schemas that hold together, at a path of the value. */
type Build = (pointers: string[], path: string) => Shape | undefined;

/** Most schemas, such as those of errors, are part of many shapes. */
type Parts = Map<string, Located[]>;

const parts = new WeakMap<Schemas, Parts>();
const shapes = new WeakMap<Body, Shape | undefined>();

/**
 * The shape of a body; undefined when its schema says nothing of properties. Built when it is first asked for, and
 * apart for each media type of each operation, so that an observer can tell whose property it has seen.
 */
export function shapeOf(schemas: Schemas, body: Body): Shape | undefined {
  if (!shapes.has(body)) shapes.set(body, body.schema && buildShape(schemas, `${body.pointer}/schema`));
  return shapes.get(body);
}

function buildShape(schemas: Schemas, pointer: string): Shape | undefined {
  const collected = parts.get(schemas) ?? new Map();
  parts.set(schemas, collected);
  const partsAt = (from: string): Located[] => {
    const found = collected.get(from) ?? conjunctsOf(schemas.description, from);
    collected.set(from, found);
    return found;
  };
  const build = (pointers: string[], path: string, ancestors: Map<string, Shape>): Shape | undefined => {
    const parts = pointers.flatMap(partsAt);
    const key = parts.map((part) => part.pointer).join(" ");
    // A schema that comes to itself again is the same shape.
    const known = ancestors.get(key);
    if (known) return known;
    const shape = emptyShape(parts);
    const within = new Map(ancestors).set(key, shape);
    const below: Build = (from, at) => build(from, at, within);
    readProperties(schemas, shape, parts, path, below);
    readOthers(shape, parts, path, below);
    readItems(shape, parts, path, below);
    readValues(schemas, shape, parts);
    readBranches(schemas, shape, parts, path, below);
    shape.describesObjects = shape.properties.size > 0 || shape.patterns.length > 0;
    return saysSomething(shape) ? shape : undefined;
  };
  return build([pointer], "", new Map());
}

function emptyShape(parts: Located[]): Shape {
  const listing = parts.findLast(({ value }) => "properties" in value) ?? parts[0];
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

function readProperties(schemas: Schemas, shape: Shape, parts: Located[], path: string, build: Build): void {
  const places = new Map<string, string[]>();
  for (const { value: schema, pointer } of parts) {
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
    shape.properties.set(name, { index: nextIndex(schemas.description), path: at, shape: build(pointers, at) });
  }
}

function readOthers(shape: Shape, parts: Located[], path: string, build: Build): void {
  for (const { value: schema, pointer } of parts) {
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

function readItems(shape: Shape, parts: Located[], path: string, build: Build): void {
  const items = parts.filter(({ value }) => isObject(value["items"])).map(({ pointer }) => `${pointer}/items`);
  if (items.length > 0) shape.items = build(items, `${path}/*`);
}

function readValues({ description }: Schemas, shape: Shape, parts: Located[]): void {
  for (const { value: schema, pointer } of parts) {
    for (const value of "const" in schema ? [schema["const"]] : asArray(schema["enum"])) {
      shape.values ??= new Map();
      shape.values.set(value, { index: nextIndex(description), value, schema: pointer });
    }
  }
}

function readBranches(schemas: Schemas, shape: Shape, parts: Located[], path: string, build: Build): void {
  for (const from of parts.flatMap(branchesOf)) {
    let validate: ValidateFunction | undefined;
    const fits = () => {
      validate ??= schemas.validator(schemas.description.at(from));
      return validate;
    };
    shape.branches.push({ fits, shape: build([from], path) });
  }
}
