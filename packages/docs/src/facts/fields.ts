/** The fields of a value as a tree, of which pages make lists. */
import type { Description } from "@agora-chat-openapi/description";
import { alternatives, code, constraints, type Schema, typeText, viewOf } from "./schema-view.ts";

/** A named value: a parameter, or a property of an object. */
export interface NamedSchema {
  name: string;
  schema: Schema;
  required: boolean;
  example?: unknown;
}

/** What there is below a field, or in a body. */
export interface Fields {
  fields: Field[];
  /** Shapes of which the value has one. */
  choices: Choice[];
}

export interface Field extends Fields {
  name: string;
  required: boolean;
  deprecated: boolean;
  /** Which servers have it, if not all. */
  availability: string | undefined;
  /** Type and bounds, each in a few words of Markdown. */
  facts: string[];
  /** A text in Markdown; empty when there is none. */
  meaning: string;
}

export interface Choice extends Fields {
  title: string;
  facts: string[];
  meaning: string;
}

/** All that is within a value. Fields that must be there come first. */
export function fieldsOf(description: Description, schema: Schema): Fields {
  return within(description, schema, []);
}

/** A field with all that is within it. */
export function fieldOf(description: Description, field: NamedSchema, above: readonly string[] = []): Field {
  const view = viewOf(description, field.schema);
  const isTold = field.example === undefined || view.enum?.length === 1;
  return {
    name: field.name,
    required: field.required,
    deprecated: view.deprecated ?? false,
    availability: view["x-availability"],
    facts: [
      typeText(description, view),
      ...constraints(description, view),
      ...(isTold ? [] : [`such as ${code(field.example)}`]),
    ],
    meaning: oneLine(view.description),
    ...within(description, field.schema, above),
  };
}

/** What there is to say of a value as a whole: nothing of an object whose fields say it all. */
export function boundsOf(description: Description, schema: Schema): string[] {
  const view = viewOf(description, schema);
  const type = typeText(description, view);
  return [...(type === "object" ? [] : [type]), ...constraints(description, view)];
}

function within(description: Description, schema: Schema, above: readonly string[]): Fields {
  if (schema.$ref && above.includes(schema.$ref)) return { fields: [], choices: [] };
  const path = schema.$ref ? [...above, schema.$ref] : above;
  const view = viewOf(description, schema);
  const own = Object.entries(view.properties ?? {})
    .map(([name, property]) => ({ name, schema: property, required: view.required?.includes(name) ?? false }))
    .map((field) => fieldOf(description, field, path));
  const values = typeof view.additionalProperties === "object" ? view.additionalProperties : undefined;
  const inner = [view.items, values].flatMap((part) => (part ? [within(description, part, path)] : []));
  const choices = alternatives(view).flatMap((branch) => choiceOf(description, branch, path));
  return {
    fields: [...own.filter(({ required }) => required), ...own.filter(({ required }) => !required)].concat(
      inner.flatMap(({ fields }) => fields),
    ),
    choices: [...choices, ...inner.flatMap((part) => part.choices)],
  };
}

/** One of the shapes that a value can have. Those without fields are in the type's words already. */
function choiceOf(description: Description, branch: Schema, path: readonly string[]): Choice[] {
  const { title, description: meaning, ...rest } = viewOf(description, branch);
  const inside = within(description, branch, path);
  if (inside.fields.length + inside.choices.length === 0 && !meaning) return [];
  return [
    {
      title: title ?? typeText(description, rest),
      facts: boundsOf(description, rest),
      meaning: oneLine(meaning),
      ...inside,
    },
  ];
}

function oneLine(text = ""): string {
  return text.trim().replaceAll("\n", " ");
}
