import type { Description } from "@agora-chat-openapi/description";
import { alternatives, code, constraints, type Schema, typeText, viewOf } from "./schema-view.ts";

/** A named value: a parameter, or a property of an object. */
export interface Field {
  name: string;
  schema: Schema;
  required: boolean;
  example?: unknown;
}

/** The fields of a value as a nested Markdown list; empty when it has none. Alternatives stand by title. */
export function fieldList(description: Description, schema: Schema): string {
  return fields(description, schema, "", []).join("\n");
}

/** A field as an item of a Markdown list: name, type, whether it must be there, bounds; below it what it is. */
export function fieldItem(description: Description, { name, schema, required, example }: Field, indent = ""): string {
  const view = viewOf(description, schema);
  const facts = [
    typeText(description, view),
    ...(required ? ["**required**"] : []),
    ...(view.deprecated ? ["**deprecated**"] : []),
    ...constraints(description, view),
    ...(example === undefined || view.enum?.length === 1 ? [] : [`such as ${code(example)}`]),
  ];
  const meaning = view.description ? `\\\n${indent}  ${oneLine(view.description)}` : "";
  return `${indent}- ${code(name)} *${facts.join(", ")}*${meaning}`;
}

function fields(description: Description, schema: Schema, indent: string, above: readonly string[]): string[] {
  if (schema.$ref && above.includes(schema.$ref)) return [];
  const path = schema.$ref ? [...above, schema.$ref] : above;
  const view = viewOf(description, schema);
  const properties = Object.entries(view.properties ?? {}).flatMap(([name, property]) => [
    fieldItem(description, { name, schema: property, required: view.required?.includes(name) ?? false }, indent),
    ...fields(description, property, `${indent}  `, path),
  ]);
  const branches = alternatives(view).flatMap((branch) => alternative(description, branch, indent, path));
  const values = typeof view.additionalProperties === "object" ? view.additionalProperties : undefined;
  const inner = [view.items, values].flatMap((part) => (part ? fields(description, part, indent, path) : []));
  return [...properties, ...branches, ...inner];
}

/** One of the shapes that a value can have. Those without fields are in the type's words already. */
function alternative(description: Description, branch: Schema, indent: string, path: readonly string[]): string[] {
  const { title, description: meaning, ...rest } = viewOf(description, branch);
  const lines = fields(description, branch, `${indent}  `, path);
  if (lines.length === 0 && !meaning) return [];
  const bounds = boundsOf(description, rest);
  const name = `**${title ?? typeText(description, rest)}**${bounds && ` *${bounds}*`}`;
  return [`${indent}- ${name}${meaning ? `\\\n${indent}  ${oneLine(meaning)}` : ""}`, ...lines];
}

/** What there is to say of a value as a whole: nothing of an object whose fields say it all. */
export function boundsOf(description: Description, schema: Schema): string {
  const view = viewOf(description, schema);
  const type = typeText(description, view);
  return [...(type === "object" ? [] : [type]), ...constraints(description, view)].join(", ");
}

function oneLine(text: string): string {
  return text.trim().replaceAll("\n", " ");
}
