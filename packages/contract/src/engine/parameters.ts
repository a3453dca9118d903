/** Parameters, whose values come as text. */

import { type Description, isObject, type Located } from "./description.ts";
import type { BothOutcomes } from "./operations.ts";

/** What a value that comes as text can stand for. */
export interface Written {
  /** Types that the value may have. */
  types: Set<string>;
  /** Types of the items where it is a list. */
  itemTypes: Set<string>;
  /** Whether its list comes as the same name again and again. */
  repeats: boolean;
}

export interface Parameter extends Written {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required: boolean;
  located: Located;
  schema: Located | undefined;
  /** Which of the path's parameters it is, from 0; -1 elsewhere. */
  segment: number;
  /** Numbers for coverage. */
  seen: BothOutcomes;
}

/** Reads a parameter object. Coverage gives the numbers. */
export function createParameter(description: Description, located: Located): Omit<Parameter, "seen" | "segment"> {
  const { value } = located;
  const place = value["in"] as Parameter["in"];
  const schema = isObject(value["schema"]) ? description.under(located, "schema") : undefined;
  const form = value["style"] === undefined ? place === "query" || place === "cookie" : value["style"] === "form";
  return {
    name: String(value["name"]),
    in: place,
    required: value["required"] === true,
    located,
    // `deepObject` and the like do not say how to read them as one value.
    schema: ["deepObject", "spaceDelimited", "pipeDelimited", "matrix", "label"].includes(String(value["style"]))
      ? undefined
      : schema,
    types: typesOf(description, schema),
    itemTypes: itemTypesOf(description, schema),
    repeats: form && value["explode"] !== false,
  };
}

/** What the text of a parameter or a header can mean, the likeliest first. */
export function meanings({ types, itemTypes, repeats }: Written, texts: string[]): unknown[] {
  if (types.size === 1 && types.has("string")) return texts;
  const found: unknown[] = [];
  if (types.has("array")) {
    const parts = repeats && texts.length > 1 ? texts : texts.flatMap((text) => text.split(","));
    found.push(parts.map((part) => scalars(itemTypes, part)[0]));
  }
  const [text = ""] = texts;
  if (texts.length < 2) found.push(...scalars(types, text));
  return found.length > 0 ? found : texts;
}

function scalars(types: Set<string>, text: string): unknown[] {
  const found: unknown[] = [];
  if ((types.has("integer") || types.has("number")) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    found.push(Number(text));
  }
  if (types.has("boolean") && (text === "true" || text === "false")) found.push(text === "true");
  if (types.has("string") || found.length === 0) found.push(text);
  return found;
}

/** Types that a schema allows, in whichever of its branches. */
export function typesOf(description: Description, schema: Located | undefined): Set<string> {
  if (!schema) return new Set();
  const types = new Set([schema.value["type"] ?? []].flat().map(String));
  for (const keyword of ["allOf", "oneOf", "anyOf"]) {
    for (const [, branch] of branches(description, schema, keyword)) {
      for (const type of typesOf(description, branch)) types.add(type);
    }
  }
  return types;
}

/** Types that a schema allows for the items of a list. */
export function itemTypesOf(description: Description, schema: Located | undefined): Set<string> {
  if (!schema) return new Set();
  const types = typesOf(description, description.under(schema, "items"));
  for (const keyword of ["allOf", "oneOf", "anyOf"]) {
    for (const [, branch] of branches(description, schema, keyword)) {
      for (const type of itemTypesOf(description, branch)) types.add(type);
    }
  }
  return types;
}

function branches(description: Description, schema: Located, keyword: string): [string, Located][] {
  const list = schema.value[keyword];
  if (!Array.isArray(list)) return [];
  return list.flatMap((_, index) => {
    const branch = description.under(schema, keyword, String(index));
    return branch ? [[String(index), branch] as [string, Located]] : [];
  });
}
