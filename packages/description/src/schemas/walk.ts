/** The one walk over schemas: what of a schema says something of a value, of its properties and its items. */
import { type Description, isObject, type Json, type Located, targetOf } from "../document/description.ts";
import { escapeKey, valueAt } from "../document/pointer.ts";

/**
 * A schema with all that holds together with it, each as it stands there: what it refers to, its `allOf`, and what its
 * conditions may add.
 */
export function conjunctsOf({ document }: Description, pointer: string): Located[] {
  return collect(document, pointer, new Set());
}

function collect(document: Json, pointer: string, seen: Set<string>): Located[] {
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
  return [{ value: schema, pointer }, ...more.flatMap((next) => collect(document, next, seen))];
}

/** The pointers of the branches of a schema's own `oneOf` and `anyOf`. */
export function branchesOf({ value, pointer }: Located): string[] {
  return ["oneOf", "anyOf"].flatMap((keyword) =>
    asArray(value[keyword]).map((_, index) => `${pointer}/${keyword}/${index}`),
  );
}

/** Every schema that may say something of the value: the conjuncts, those of their branches, and so on. */
export function variantsOf(description: Description, pointer: string, seen = new Set<string>()): Located[] {
  return conjunctsOf(description, pointer).flatMap((part) => {
    if (seen.has(part.pointer)) return [];
    seen.add(part.pointer);
    return [part, ...branchesOf(part).flatMap((branch) => variantsOf(description, branch, seen))];
  });
}

/** Every schema that may say something of a property of the value. */
export function propertyVariants(description: Description, pointer: string, name: string): Located[] {
  return variantsOf(description, pointer)
    .filter(({ value }) => name in asObject(value["properties"]))
    .flatMap((part) => variantsOf(description, `${part.pointer}/properties/${escapeKey(name)}`));
}

/** Every schema that may say something of the value at a pointer into the value; a list's items stand under the list's own pointer. */
export function variantsAt(description: Description, pointer: string, keys: readonly string[]): Located[] {
  const [key, ...rest] = keys;
  const variants = variantsOf(description, pointer);
  const items = variants.filter(({ value }) => isObject(value["items"])).map((part) => `${part.pointer}/items`);
  if (key === undefined) return variants;
  const inside = variants
    .filter(({ value }) => key in asObject(value["properties"]))
    .map((part) => `${part.pointer}/properties/${escapeKey(key)}`);
  return [
    ...inside.flatMap((next) => variantsAt(description, next, rest)),
    ...items.flatMap((next) => variantsAt(description, next, keys)),
  ];
}

/** Names of the properties that a schema lists, in whichever of its branches. */
export function propertyNames(description: Description, pointer: string): string[] {
  const names = variantsOf(description, pointer).flatMap(({ value }) => Object.keys(asObject(value["properties"])));
  return [...new Set(names)];
}

/** Types that a schema allows, in whichever of its branches. */
export function typesOf(description: Description, { pointer }: Pick<Located, "pointer">): Set<string> {
  return typesIn(variantsOf(description, pointer));
}

/** Types that a schema allows for the items of a list. */
export function itemTypesOf(description: Description, { pointer }: Pick<Located, "pointer">): Set<string> {
  return itemTypesIn(description, variantsOf(description, pointer));
}

/** The types that these schemas name. */
export function typesIn(variants: Located[]): Set<string> {
  return new Set(variants.flatMap(({ value }) => [value["type"] ?? []].flat().map(String)));
}

/** The types that these schemas name for the items of a list. */
export function itemTypesIn(description: Description, variants: Located[]): Set<string> {
  const lists = variants.filter(({ value }) => isObject(value["items"]));
  return new Set(lists.flatMap(({ pointer }) => [...typesOf(description, { pointer: `${pointer}/items` })]));
}

export function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
