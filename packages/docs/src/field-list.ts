import type { OpenAPI3 } from "@agora-chat-openapi/scripts/description.ts";
import { alternatives, code, constraints, type Schema, typeText, viewOf } from "./schema-view.ts";

/** The fields of a value as a nested Markdown list; empty when it has none. Alternatives stand by title. */
export function fieldList(document: OpenAPI3, schema: Schema): string {
  return fields(document, schema, "", []).join("\n");
}

/** One line about a named value: type, whether it must be there, bounds, then what it is. */
export function fieldLine(
  document: OpenAPI3,
  name: string,
  schema: Schema,
  required: boolean,
  example?: unknown,
): string {
  const view = viewOf(document, schema);
  const facts = [
    typeText(document, view),
    ...(required ? ["**required**"] : []),
    ...(view.deprecated ? ["**deprecated**"] : []),
    ...constraints(document, view),
    ...(example !== undefined && view.enum?.length !== 1 ? [`such as ${code(example)}`] : []),
  ];
  return `- ${code(name)}: ${facts.join(", ")}.${view.description ? ` ${view.description.trim().replaceAll("\n", " ")}` : ""}`;
}

function fields(document: OpenAPI3, schema: Schema, indent: string, above: readonly string[]): string[] {
  if (schema.$ref && above.includes(schema.$ref)) return [];
  const path = schema.$ref ? [...above, schema.$ref] : above;
  const view = viewOf(document, schema);
  const below = (child: Schema) => fields(document, child, `${indent}  `, path);
  const properties = Object.entries(view.properties ?? {}).flatMap(([name, property]) => [
    indent + fieldLine(document, name, property, view.required?.includes(name) ?? false),
    ...below(property),
  ]);
  const branches = alternatives(view).flatMap((branch) => alternative(document, branch, indent, path));
  const values = typeof view.additionalProperties === "object" ? below(view.additionalProperties) : [];
  return [...properties, ...branches, ...(view.items ? fields(document, view.items, indent, path) : []), ...values];
}

/** One of the shapes that a value can have. Those without fields are in the type's words already. */
function alternative(document: OpenAPI3, branch: Schema, indent: string, path: readonly string[]): string[] {
  const { title, description, ...rest } = viewOf(document, branch);
  const lines = fields(document, branch, `${indent}  `, path);
  if (lines.length === 0 && !description) return [];
  return [
    `${indent}- *${title ?? typeText(document, rest)}*${description ? `: ${description.trim().replaceAll("\n", " ")}` : ""}`,
    ...lines,
  ];
}
