/** The page that explains the `x-` fields of the description, made of their schemas. */
import { readFileSync } from "node:fs";
import { createDescription, type Description, isObject, operationsOf } from "@agora-chat-openapi/description";
import { type Block, fence } from "../blocks.ts";
import { boundsOf, fieldsOf } from "../facts/fields.ts";
import { type Schema, viewOf } from "../facts/schema-view.ts";
import { type ContentPage, extensionsPage } from "../pages.ts";
import { fieldList } from "./field-list.ts";
import { operationLink } from "./operation-links.ts";

const SCHEMAS = new URL(import.meta.resolve("@agora-chat-openapi/spec/extensions.schema.json"));

interface Extension {
  name: string;
  schema: Schema;
  required: boolean;
}

export function extensionsContent(description: Description): ContentPage {
  const schemas = createDescription(JSON.parse(readFileSync(SCHEMAS, "utf8")));
  const root = viewOf(schemas, schemas.document as Schema);
  const parts = Object.entries(root.properties ?? {}).flatMap(([kind, schema]) => {
    const view = viewOf(schemas, schema);
    const extensions = Object.entries(view.properties ?? {});
    return [
      `## ${view.description?.trim().replace(/\.$/, "") ?? kind}`,
      ...extensions.flatMap(([name, extension]) =>
        section(description, schemas, kind, {
          name,
          schema: extension,
          required: view.required?.includes(name) ?? false,
        }),
      ),
    ];
  });
  return {
    ...extensionsPage,
    blocks: [
      "OpenAPI lets a description say more in fields that begin with `x-`. A tool that does not know them passes over them.",
      ...parts,
    ],
    source: { file: "spec/extensions.schema.yaml" },
  };
}

function section(description: Description, schemas: Description, kind: string, extension: Extension): Block[] {
  const view = viewOf(schemas, extension.schema);
  const facts = [...boundsOf(schemas, view), ...(extension.required ? ["always there"] : [])].join(", ");
  return [
    `### \`${extension.name}\``,
    view.description?.trim(),
    facts && `*${facts}*`,
    fieldList(fieldsOf(schemas, view)),
    ...example(description, kind, extension.name),
  ];
}

/** Of all that the description says in an extension, what says most. */
function example(description: Description, kind: string, name: string): Block[] {
  if (kind === "Root") return [];
  const found = kind === "Operation" ? onOperations(description, name) : anywhere(description.document, name, kind);
  const [fullest] = found.toSorted((one, other) => size(other.value) - size(one.value));
  if (!fullest) return ["Nothing has it at present."];
  const places =
    kind === "Operation"
      ? `${found.length} ${found.length === 1 ? "operation has" : "operations have"} it`
      : `It stands in ${found.length} places`;
  return [
    `${places}. ${fullest.where ? `${fullest.where} has:` : "For instance:"}`,
    fence("json", JSON.stringify({ [name]: fullest.value }, null, 2), 'frame="none"'),
  ];
}

interface Use {
  value: unknown;
  /** A link to what has it, where there is a page. */
  where?: string;
}

function onOperations(description: Description, name: string): Use[] {
  return operationsOf(description).flatMap((operation) => {
    const extensions = operation.extensions as unknown as Record<string, unknown>;
    return name in extensions ? [{ value: extensions[name], where: operationLink(extensionsPage, operation) }] : [];
  });
}

/** Examples have a value beside the extension, schemas do not. */
function anywhere(node: unknown, name: string, kind: string): Use[] {
  if (Array.isArray(node)) return node.flatMap((item) => anywhere(item, name, kind));
  if (!isObject(node)) return [];
  const own = name in node && "value" in node === (kind === "Example") ? [{ value: node[name] }] : [];
  return [...own, ...Object.values(node).flatMap((child) => anywhere(child, name, kind))];
}

function size(value: unknown): number {
  return JSON.stringify(value).length;
}
