import type { OpenAPI3 } from "@agora-chat-openapi/scripts/description.ts";
import { alternatives, code, constraints, type Schema, typeText, viewOf } from "./schema-view.ts";

/** A named value: a parameter, or a property of an object. */
export interface Field {
  name: string;
  schema: Schema;
  required: boolean;
  example?: unknown;
}

/** The fields of a value as a nested Markdown list; empty when it has none. Alternatives stand by title. */
export function fieldList(document: OpenAPI3, schema: Schema): string {
  return fields(document, schema, "", []).join("\n");
}

/** A field as an item of a Markdown list: name, type, whether it must be there, bounds; below it what it is. */
export function fieldItem(document: OpenAPI3, { name, schema, required, example }: Field, indent = ""): string {
  const view = viewOf(document, schema);
  const facts = [
    typeText(document, view),
    ...(required ? ["**required**"] : []),
    ...(view.deprecated ? ["**deprecated**"] : []),
    ...constraints(document, view),
    ...(example === undefined || view.enum?.length === 1 ? [] : [`such as ${code(example)}`]),
  ];
  const meaning = view.description ? `\\\n${indent}  ${oneLine(view.description)}` : "";
  return `${indent}- ${code(name)} *${facts.join(", ")}*${meaning}`;
}

function fields(document: OpenAPI3, schema: Schema, indent: string, above: readonly string[]): string[] {
  if (schema.$ref && above.includes(schema.$ref)) return [];
  const path = schema.$ref ? [...above, schema.$ref] : above;
  const view = viewOf(document, schema);
  const properties = Object.entries(view.properties ?? {}).flatMap(([name, property]) => [
    fieldItem(document, { name, schema: property, required: view.required?.includes(name) ?? false }, indent),
    ...fields(document, property, `${indent}  `, path),
  ]);
  const branches = alternatives(view).flatMap((branch) => alternative(document, branch, indent, path));
  const values = typeof view.additionalProperties === "object" ? view.additionalProperties : undefined;
  const inner = [view.items, values].flatMap((part) => (part ? fields(document, part, indent, path) : []));
  return [...properties, ...(values ? mapValues(document, values, indent) : []), ...branches, ...inner];
}

/** What there is to say of the values of a map beyond their type. */
function mapValues(document: OpenAPI3, values: Schema, indent: string): string[] {
  const { description = "", ...view } = viewOf(document, values);
  const bounds = constraints(document, view);
  if (bounds.length === 0) return [];
  const meaning = description && `\\\n${indent}  ${oneLine(description)}`;
  return [`${indent}- each value *${[typeText(document, view), ...bounds].join(", ")}*${meaning}`];
}

/** One of the shapes that a value can have. Those without fields are in the type's words already. */
function alternative(document: OpenAPI3, branch: Schema, indent: string, path: readonly string[]): string[] {
  const { title, description, ...rest } = viewOf(document, branch);
  const lines = fields(document, branch, `${indent}  `, path);
  if (lines.length === 0 && !description) return [];
  const bounds = boundsOf(document, rest);
  const name = `**${title ?? typeText(document, rest)}**${bounds && ` *${bounds}*`}`;
  return [`${indent}- ${name}${description ? `\\\n${indent}  ${oneLine(description)}` : ""}`, ...lines];
}

/** What there is to say of a value as a whole: nothing of an object whose fields say it all. */
export function boundsOf(document: OpenAPI3, schema: Schema): string {
  const view = viewOf(document, schema);
  const type = typeText(document, view);
  return [...(type === "object" ? [] : [type]), ...constraints(document, view)].join(", ");
}

function oneLine(text: string): string {
  return text.trim().replaceAll("\n", " ");
}
