import { type Description, isObject, type Located } from "../document/description.ts";
import { nextIndex, type Observable } from "../document/observable.ts";
import { itemTypesOf, typesOf } from "../schemas/walk.ts";
import { type ParameterExtensions, readExtensions } from "./extensions.ts";

/** What a value that comes as text can stand for. */
export interface TextValue {
  schema: Located | undefined;
  /** Types that the value may have. */
  types: ReadonlySet<string>;
  /** Types of the items where it is a list. */
  itemTypes: ReadonlySet<string>;
  /** Whether its list comes as the same name again and again. */
  repeats: boolean;
}

export interface Parameter extends Observable, TextValue {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required: boolean;
  description: string | undefined;
  deprecated: boolean;
  example: unknown;
  extensions: ParameterExtensions;
  pointer: string;
  /** Which of the path's parameters it is, from 0; -1 elsewhere. */
  segment: number;
}

/** A header of a response. */
export interface Header extends TextValue {
  /** In lower case. */
  name: string;
  required: boolean;
  pointer: string;
}

/** Styles that do not say how to read a text as one value. */
const UNREAD_STYLES = ["deepObject", "spaceDelimited", "pipeDelimited", "matrix", "label"];

/** The parameters of an operation and of its path; its own override those of the path by place and name. */
export function readParameters(description: Description, path: string, item: Located, operation: Located): Parameter[] {
  const segments: string[] = path.match(/(?<=\{)[^}]*(?=\})/g) ?? [];
  const byName = new Map<string, Located>();
  for (const holder of [item, operation]) {
    for (const [, parameter] of description.entries(holder, "parameters")) {
      byName.set(`${parameter.value["in"]} ${parameter.value["name"]}`, parameter);
    }
  }
  return [...byName.values()].map((parameter) => readParameter(description, parameter, segments));
}

function readParameter(description: Description, located: Located, segments: string[]): Parameter {
  const { value, pointer } = located;
  const name = String(value["name"]);
  const place = value["in"] as Parameter["in"];
  const isForm = value["style"] === undefined ? place === "query" || place === "cookie" : value["style"] === "form";
  return {
    index: nextIndex(description),
    name,
    in: place,
    required: value["required"] === true,
    description: typeof value["description"] === "string" ? value["description"] : undefined,
    deprecated: value["deprecated"] === true,
    example: value["example"],
    extensions: readExtensions(value),
    pointer,
    segment: place === "path" ? segments.indexOf(name) : -1,
    ...readText(description, located, isForm && value["explode"] !== false),
  };
}

/** The headers of a response. */
export function readHeaders(description: Description, response: Located): Header[] {
  return description.entries(response, "headers").map(([name, header]) => ({
    name: name.toLowerCase(),
    required: header.value["required"] === true,
    pointer: header.pointer,
    ...readText(description, header, false),
  }));
}

function readText(description: Description, located: Located, repeats: boolean): TextValue {
  const schema = isObject(located.value["schema"]) ? description.under(located, "schema") : undefined;
  const isRead = !UNREAD_STYLES.includes(String(located.value["style"]));
  const [types, itemTypes] = schema
    ? [typesOf(description, schema), itemTypesOf(description, schema)]
    : [new Set<string>(), new Set<string>()];
  return { schema: isRead ? schema : undefined, types, itemTypes, repeats };
}
