import { STATUS_CODES } from "node:http";
import {
  lookUp,
  type MediaTypeObject,
  type OpenAPI3,
  type Operation,
  resolve,
} from "@agora-chat-openapi/scripts/description.ts";
import { badges } from "./badges.ts";
import { clientHints } from "./client-hints.ts";
import { boundsOf, fieldItem, fieldList } from "./field-list.ts";
import { samples } from "./samples.ts";
import { alternatives, code, type Schema, viewOf } from "./schema-view.ts";

interface Example {
  summary?: string;
  value: unknown;
}

const PLACES = [
  ["path", "Path parameters"],
  ["query", "Query parameters"],
  ["header", "Headers"],
] as const;

/** All that the description says of an operation, as Markdown: the page's whole content. */
export function operationMarkdown(document: OpenAPI3, operation: Operation): string {
  return `${[
    heading(operation),
    sampleSection(document, operation),
    ...PLACES.map(([place, title]) => parameterSection(document, operation, place, title)),
    bodySection(document, operation),
    ...Object.keys(operation.responses).map((status) => responseSection(document, operation, status)),
    recordSection(document, operation),
  ]
    .filter(Boolean)
    .join("\n\n")}\n`;
}

function heading(operation: Operation): string {
  const { id, method, path, object } = operation;
  const alias = (object as { "x-alias-of"?: string })["x-alias-of"];
  const facts = badges(operation).map(({ text, kind }) => {
    if (kind === "deprecated" && alias) return `**deprecated**: use [${alias}](${alias}.md)`;
    return ["deprecated", "destructive", "source"].includes(kind) ? `**${text}**` : text;
  });
  return [
    `# ${object.summary}`,
    `\`${method.toUpperCase()} ${path}\``,
    [`\`${id}\``, ...facts].map((fact) => `- ${fact}`).join("\n"),
    object.description?.trim(),
    ...clientHints(operation),
  ].join("\n\n");
}

function parameterSection(document: OpenAPI3, operation: Operation, place: string, title: string): string {
  const lines = operation.parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, schema = {}, description, required = false, deprecated, example }) => {
      const own = { ...(description && { description }), ...(deprecated && { deprecated }) };
      return fieldItem(document, { name, schema: { ...viewOf(document, schema), ...own }, required, example });
    });
  return lines.length > 0 ? `## ${title}\n\n${lines.join("\n")}` : "";
}

function bodySection(document: OpenAPI3, { requestBody }: Operation): string {
  if (!requestBody) return "";
  const contents = Object.entries(requestBody.content).flatMap(([type, content]) => {
    const media = resolve<MediaTypeObject>(document, content);
    const view = viewOf(document, media.schema ?? {});
    const isChoice = alternatives(view).length > 0;
    const facts = [
      code(type),
      ...(requestBody.required ? ["**required**"] : []),
      isChoice ? "" : boundsOf(document, view),
    ];
    const meaning = view.description?.trim() ?? (isChoice ? "One of these:" : "");
    const examples = examplesOf(document, media).map(([name, example]) => exampleBlock(code(name), example));
    return [
      `${facts.filter(Boolean).join(", ")}. ${meaning}`.trim(),
      fieldList(document, view),
      ...(examples.length > 0 ? ["### Examples", ...examples] : []),
    ];
  });
  return ["## Request body", requestBody.description?.trim(), ...contents].filter(Boolean).join("\n\n");
}

function sampleSection(document: OpenAPI3, operation: Operation): string {
  const blocks = samples(document, operation).map(
    ({ label, language, code }) => `\`\`\`${language} tab="${label}"\n${code}\n\`\`\``,
  );
  return ["## Samples", ...blocks, sampleHint(document, operation)].join("\n\n");
}

function sampleHint(document: OpenAPI3, { responses }: Operation): string {
  const host = document.servers?.[0] && new URL(document.servers[0].url).host;
  const [status, response] = Object.entries(responses).find(([code]) => !code.startsWith("2")) ?? [];
  const example = Object.keys(response?.content?.["application/json"]?.examples ?? {})[0];
  const prefer = example
    ? ` It gives any other answer below on request, such as with the header \`Prefer: code=${status}, example=${example}\`.`
    : "";
  return `These talk to the mock.${prefer} For your own app, put its host (\`host: "${host}"\`) in place of the base URL, and your app token.`;
}

function responseSection(document: OpenAPI3, operation: Operation, status: string): string {
  const response = operation.responses[status];
  const contents = Object.entries(response?.content ?? {}).map(([type, content]) => {
    const media = resolve<MediaTypeObject>(document, content);
    const examples = examplesOf(document, media).map(([name, example]) =>
      exampleBlock(status.startsWith("2") ? code(name) : errorName(name, example), example),
    );
    const fields = status.startsWith("2") ? fieldList(document, (media.schema ?? {}) as Schema) : "";
    return [type === "application/json" ? "" : code(type), ...examples, fields && `#### Fields\n\n${fields}`]
      .filter(Boolean)
      .join("\n\n");
  });
  return [`## ${status} ${STATUS_CODES[status] ?? ""}`.trim(), response?.description?.trim(), ...contents]
    .filter(Boolean)
    .join("\n\n");
}

/** The records of the file that the answer points to. */
function recordSection(document: OpenAPI3, { object }: Operation): string {
  const pointer = (object as { "x-file-record"?: string })["x-file-record"];
  if (!pointer) return "";
  const { description, ...schema } = viewOf(document, lookUp<Schema>(document, pointer));
  return ["## Records of the file", description?.trim(), fieldList(document, schema)].filter(Boolean).join("\n\n");
}

/** The error's code; where the example is called otherwise, that name too, by which the mock can be asked for it. */
function errorName(name: string, { value }: Example): string {
  const error = (value as { error?: string } | undefined)?.error ?? name;
  return error === name ? code(error) : `${code(error)} (${code(name)})`;
}

function exampleBlock(name: string, { summary, value }: Example): string {
  const isText = typeof value === "string";
  return `#### ${name}${summary ? `: ${summary}` : ""}\n\n\`\`\`${isText ? "text" : "json"}\n${isText ? value : JSON.stringify(value, null, 2)}\n\`\`\``;
}

function examplesOf(document: OpenAPI3, media: MediaTypeObject): [string, Example][] {
  return Object.entries(media.examples ?? {}).map(([name, example]) => [name, resolve(document, example) as Example]);
}
