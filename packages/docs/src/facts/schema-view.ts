import { type Description, type Located, valueAt } from "@agora-chat-openapi/description";

/** A JSON Schema as a reader needs it. All keywords of 2020-12 that the description uses. */
export interface Schema {
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  deprecated?: boolean;
  "x-availability"?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  unevaluatedProperties?: boolean;
  propertyNames?: Schema;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
}

/** Views are asked for many times, and never change. */
const views = new WeakMap<object, Schema>();

/** The schema under a key of something, as it stands there: what is written beside its reference is kept. */
export function schemaIn({ document }: Description, { pointer }: Pick<Located, "pointer">, key = "schema"): Schema {
  return (valueAt(document, `${pointer}/${key}`) ?? {}) as Schema;
}

/** The schema that a reference names. @throws Error when there is none */
export function targetOf({ document }: Description, reference: string): Schema {
  const schema = valueAt(document, decodeURIComponent(reference.slice(1)));
  if (schema === undefined) throw new Error(`the description has nothing at ${reference}`);
  return schema as Schema;
}

/** A schema with its references followed and its `allOf` joined, one level deep. What stands beside a `$ref` wins. */
export function viewOf(description: Description, schema: Schema): Schema {
  const known = views.get(schema);
  if (known) return known;
  const { $ref, allOf = [], ...own } = schema;
  const parts = [...($ref ? [targetOf(description, $ref)] : []), ...allOf];
  const view = [...parts.map((part) => viewOf(description, part)), own].reduce(merge, {});
  views.set(schema, view);
  return view;
}

function merge(first: Schema, second: Schema): Schema {
  return {
    ...first,
    ...second,
    ...(first.required && second.required && { required: [...first.required, ...second.required] }),
    ...(first.properties && second.properties && { properties: joined(first.properties, second.properties) }),
  };
}

/** A property that several parts describe must keep all of them. */
function joined(first: Record<string, Schema>, second: Record<string, Schema>): Record<string, Schema> {
  const both = Object.entries(second).map(([name, schema]) => {
    const earlier = first[name];
    return [name, earlier ? { allOf: [earlier, schema] } : schema] as const;
  });
  return { ...first, ...Object.fromEntries(both) };
}

/** What a value is, in words: `string`, `array of integer`, `object of string values`. */
export function typeText(description: Description, schema: Schema): string {
  const view = viewOf(description, schema);
  const values = typeof view.additionalProperties === "object" && !view.properties && view.additionalProperties;
  const branches = alternatives(view);
  if (!view.type && branches.length > 0) return branchTypes(description, branches);
  return typesOf(view)
    .map((type) => {
      if (type === "array" && view.items) return `array of ${typeText(description, view.items)}`;
      if (type === "object" && values) return `object of ${typeText(description, values)} values`;
      return view.format && type !== "null" ? `${type} (${view.format})` : type;
    })
    .join(" or ");
}

/** The schemas of which a value fits one, if there are such. */
export function alternatives({ oneOf, anyOf }: Schema): Schema[] {
  return oneOf ?? anyOf ?? [];
}

function branchTypes(description: Description, branches: Schema[]): string {
  const types = branches.map((branch) => {
    const bounds = constraints(description, branch).join(", ");
    return `${typeText(description, branch)}${bounds && ` (${bounds})`}`;
  });
  return types.every((type) => type.startsWith("object")) ? "object" : types.join(" or ");
}

function typesOf({ type, properties, const: constant, enum: values }: Schema): string[] {
  if (type) return [type].flat();
  if (properties) return ["object"];
  const known = values ?? (constant === undefined ? [] : [constant]);
  return known.length > 0 ? [...new Set(known.map((value) => typeof value))] : ["any"];
}

/** The bounds of a value, each as a few words of Markdown. */
export function constraints(description: Description, schema: Schema): string[] {
  const view = viewOf(description, schema);
  const items = view.items && viewOf(description, view.items);
  const names = view.propertyNames && viewOf(description, view.propertyNames);
  const values = typeof view.additionalProperties === "object" && viewOf(description, view.additionalProperties);
  return [
    view.const !== undefined ? `always ${code(view.const)}` : "",
    view.enum ? oneOf([...new Set(view.enum.map(code))]) : "",
    range(view.minimum, view.maximum, ""),
    range(view.minLength, view.maxLength, "character"),
    range(view.minItems, view.maxItems, "item"),
    range(view.minProperties, view.maxProperties, "name"),
    view.pattern ? `matches ${code(view.pattern)}` : "",
    ...(items && !items.properties ? constraints(description, items).map((text) => `each ${text}`) : []),
    ...(values && !values.properties ? constraints(description, values).map((text) => `values: ${text}`) : []),
    ...(names ? constraints(description, names).map((text) => `names: ${text}`) : []),
    view.default !== undefined ? `default ${code(view.default)}` : "",
  ].filter(Boolean);
}

function oneOf(values: string[]): string {
  return values.length > 1 ? `one of ${values.join(", ")}` : `only ${values[0]}`;
}

/** A value as inline code. */
export function code(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text === "" ? '""' : text}\``;
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return "";
  const units = unit && ` ${unit}${(most ?? least) === 1 ? "" : "s"}`;
  if (most === undefined) return `at least ${least}${units}`;
  if (least === undefined) return `at most ${most}${units}`;
  return least === most ? `exactly ${most}${units}` : `${least} to ${most}${units}`;
}
