/** The limits of the API as rows of tables. */
import {
  type Description,
  type Operation,
  operationsOf,
  type Parameter,
  paginationsOf,
} from "@agora-chat-openapi/description";
import { type Schema, schemaIn, viewOf } from "./schema-view.ts";

/** A list of names that one call takes. */
export interface BatchLimit {
  operation: Operation;
  /** Where the names are: `body usernames`, `path username`. */
  place: string;
  max: number;
}

export interface PageLimit {
  operation: Operation;
  style: "page" | "cursor";
  /** The parameter that asks for a page. */
  ask: string;
  /** The parameter that takes the size. */
  size: string;
  /** The size when none is given. */
  usual: number | undefined;
  max: number | undefined;
  /** Where the next cursor is in the response, with dots. */
  next: string | undefined;
}

/** How long or how large something may be that requests hold. */
export interface LengthLimit {
  name: string;
  bound: string;
  operations: Operation[];
}

export function batchLimits(description: Description): BatchLimit[] {
  return operationsOf(description).flatMap((operation) => {
    const batch = operation.extensions["x-batch"];
    return batch ? [{ operation, place: `${batch.in} ${batch.field}`.trim(), max: batch.max }] : [];
  });
}

export function pageLimits(description: Description): PageLimit[] {
  return operationsOf(description).flatMap((operation) =>
    paginationsOf(operation).map((pages) => {
      const size = operation.parameters.find(({ name }) => name === pages.size);
      const view = size ? viewOf(description, schemaIn(description, size)) : {};
      return {
        operation,
        style: pages.style,
        ask: pages.page ?? pages.cursor ?? "",
        size: pages.size,
        usual: typeof view.default === "number" ? view.default : undefined,
        max: view.maximum,
        next: pages.next?.slice(1).replaceAll("/", "."),
      };
    }),
  );
}

/** Lengths and sizes of request fields, by field; fields of one name and bound count as one. */
export function lengthLimits(description: Description): LengthLimit[] {
  const found = new Map<string, LengthLimit>();
  const note = (operation: Operation, name: string, schema: Schema) => {
    for (const bound of boundsOf(viewOf(description, schema))) {
      const key = `${name} ${bound}`;
      const known = found.get(key) ?? { name, bound, operations: [] };
      if (known.operations.at(-1) !== operation) known.operations.push(operation);
      found.set(key, known);
    }
  };
  for (const operation of operationsOf(description)) {
    for (const parameter of operation.parameters)
      note(operation, parameterName(parameter), schemaIn(description, parameter));
    for (const media of operation.requestBody?.content.values() ?? []) {
      walk(description, schemaIn(description, media), "", [], (name, schema) => note(operation, name, schema));
    }
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function parameterName({ name, in: place }: Parameter): string {
  return place === "path" ? `{${name}}` : name;
}

function boundsOf({ maxLength, maxItems, maxProperties }: Schema): string[] {
  return [
    ...(maxLength === undefined ? [] : [`${maxLength.toLocaleString("en")} characters`]),
    ...(maxItems === undefined ? [] : [`${maxItems.toLocaleString("en")} items`]),
    ...(maxProperties === undefined ? [] : [`${maxProperties.toLocaleString("en")} names`]),
  ];
}

type Visit = (name: string, schema: Schema) => void;

function walk(description: Description, schema: Schema, name: string, above: readonly string[], visit: Visit): void {
  if (schema.$ref && above.includes(schema.$ref)) return;
  const path = schema.$ref ? [...above, schema.$ref] : above;
  const view = viewOf(description, schema);
  if (name) visit(name, schema);
  for (const [key, property] of Object.entries(view.properties ?? {})) {
    walk(description, property, name ? `${name}.${key}` : key, path, visit);
  }
  for (const branch of [...(view.oneOf ?? []), ...(view.anyOf ?? [])]) {
    // A branch has the value's own name, whose bounds are its own.
    walk(description, branch, name, path, visit);
  }
  if (view.items) walk(description, view.items, name ? `${name}[]` : "[]", path, visit);
}
