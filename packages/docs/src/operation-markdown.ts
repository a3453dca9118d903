import { STATUS_CODES } from "node:http";
import {
  type Description,
  type Example,
  jsonContent,
  type MediaType,
  type Operation,
  serversOf,
} from "@agora-chat-openapi/description";
import { badges } from "./badges.ts";
import { clientHints } from "./client-hints.ts";
import { boundsOf, fieldItem, fieldList } from "./field-list.ts";
import { samples } from "./samples.ts";
import { alternatives, code, schemaIn, targetOf, viewOf } from "./schema-view.ts";

const PLACES = [
  ["path", "Path parameters"],
  ["query", "Query parameters"],
  ["header", "Headers"],
] as const;

/** All that the description says of an operation, as Markdown: the page's whole content. */
export function operationMarkdown(description: Description, operation: Operation): string {
  return `${[
    heading(operation),
    sampleSection(description, operation),
    ...PLACES.map(([place, title]) => parameterSection(description, operation, place, title)),
    bodySection(description, operation),
    ...[...operation.responses.keys()].map((status) => responseSection(description, operation, status)),
    recordSection(description, operation),
  ]
    .filter(Boolean)
    .join("\n\n")}\n`;
}

function heading(operation: Operation): string {
  const { id, method, path, extensions } = operation;
  const alias = extensions["x-alias-of"];
  const facts = badges(operation).map(({ text, kind }) => {
    if (kind === "deprecated" && alias) return `**deprecated**: use [${alias}](${alias}.md)`;
    return kind === "deprecated" || kind === "destructive" ? `**${text}**` : text;
  });
  return [
    `# ${operation.summary}`,
    `\`${method} ${path}\``,
    [`\`${id}\``, ...facts].map((fact) => `- ${fact}`).join("\n"),
    operation.description.trim(),
    ...clientHints(operation),
  ].join("\n\n");
}

function parameterSection(description: Description, operation: Operation, place: string, title: string): string {
  const lines = operation.parameters
    .filter((parameter) => parameter.in === place)
    .map((parameter) => {
      const { name, required, deprecated, example } = parameter;
      const own = {
        ...(parameter.description && { description: parameter.description }),
        ...(deprecated && { deprecated }),
      };
      const schema = { ...viewOf(description, schemaIn(description, parameter)), ...own };
      return fieldItem(description, { name, schema, required, example });
    });
  return lines.length > 0 ? `## ${title}\n\n${lines.join("\n")}` : "";
}

function bodySection(description: Description, { requestBody }: Operation): string {
  if (!requestBody) return "";
  const contents = [...requestBody.content.values()].flatMap((media) => {
    const view = viewOf(description, schemaIn(description, media));
    const isChoice = alternatives(view).length > 0;
    const facts = [
      code(media.name),
      ...(requestBody.required ? ["**required**"] : []),
      isChoice ? "" : boundsOf(description, view),
    ];
    const meaning = view.description?.trim() ?? (isChoice ? "One of these:" : "");
    const examples = [...media.examples.values()].map((example) => exampleBlock(code(example.name), example));
    return [
      `${facts.filter(Boolean).join(", ")}. ${meaning}`.trim(),
      fieldList(description, view),
      ...(examples.length > 0 ? ["### Examples", ...examples] : []),
    ];
  });
  return ["## Request body", requestBody.description?.trim(), ...contents].filter(Boolean).join("\n\n");
}

function sampleSection(description: Description, operation: Operation): string {
  const blocks = samples(operation).map(
    ({ label, language, code }) => `\`\`\`${language} tab="${label}"\n${code}\n\`\`\``,
  );
  return ["## Samples", ...blocks, sampleHint(description, operation)].join("\n\n");
}

function sampleHint(description: Description, { responses }: Operation): string {
  const host = serversOf(description)[0]?.variables["host"]?.default;
  const [status, response] = [...responses].find(([code]) => !code.startsWith("2")) ?? [];
  const [example] = jsonContent(response)?.examples.keys() ?? [];
  const prefer = example
    ? ` It gives any other answer below on request, such as with the header \`Prefer: code=${status}, example=${example}\`.`
    : "";
  return `These talk to the mock.${prefer} For your own app, put its host (\`host: "${host}"\`) in place of the base URL, and your app token.`;
}

function responseSection(description: Description, operation: Operation, status: string): string {
  const response = operation.responses.get(status);
  const isSuccess = status.startsWith("2");
  const contents = [...(response?.content.values() ?? [])].map((media: MediaType) => {
    const examples = [...media.examples.values()].map((example) =>
      exampleBlock(isSuccess ? code(example.name) : errorName(example), example),
    );
    const fields = isSuccess ? fieldList(description, schemaIn(description, media)) : "";
    return [
      media.name === "application/json" ? "" : code(media.name),
      ...examples,
      fields && `#### Fields\n\n${fields}`,
    ]
      .filter(Boolean)
      .join("\n\n");
  });
  return [`## ${status} ${STATUS_CODES[status] ?? ""}`.trim(), response?.description?.trim(), ...contents]
    .filter(Boolean)
    .join("\n\n");
}

/** The records of the file that the answer points to. */
function recordSection(description: Description, { extensions }: Operation): string {
  const reference = extensions["x-file-record"];
  if (!reference) return "";
  const { description: meaning, ...schema } = viewOf(description, targetOf(description, reference));
  return ["## Records of the file", meaning?.trim(), fieldList(description, schema)].filter(Boolean).join("\n\n");
}

/** The error's code; where the example is called otherwise, that name too, by which the mock can be asked for it. */
function errorName({ name, value }: Example): string {
  const error = (value as { error?: string } | undefined)?.error ?? name;
  return error === name ? code(error) : `${code(error)} (${code(name)})`;
}

function exampleBlock(name: string, { summary, value }: Example): string {
  const isText = typeof value === "string";
  return `#### ${name}${summary ? `: ${summary}` : ""}\n\n\`\`\`${isText ? "text" : "json"}\n${isText ? value : JSON.stringify(value, null, 2)}\n\`\`\``;
}
