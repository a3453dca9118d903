/**
 * Writes the types by which the emulator's code is held to the description: the errors that it may answer with, and the
 * parameters and fields that are there in every request because they have a default.
 *
 *     node emulator-types.ts <out.ts>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  isObject,
  jsonContent,
  type Operation,
  operationsOf,
  paginationsOf,
  readDescription,
} from "@agora-chat-openapi/description";
import { type DocumentedError, documentedErrors } from "@agora-chat-openapi/description/examples";
import { defaultsOf } from "@agora-chat-openapi/description/schemas";
import { argument } from "./arguments.ts";

const output = argument("emulator-types.ts <out.ts>");
const description = readDescription();
const operations = operationsOf(description);
const errors = new Map(
  operations.flatMap((operation) => documentedErrors(operation).map((error) => [error.name, error])),
);
const ruleIds = operations.flatMap(({ extensions }) => (extensions["x-rules"] ?? []).map(({ id }) => id));

mkdirSync(dirname(output), { recursive: true });
writeFileSync(
  output,
  `// Generated from the description; do not edit.

/** The errors of the API by the names of their examples, with the values that their texts have places for. */
export interface Refusals {
${[...errors.values()].toSorted(byName).flatMap(refusal).join("\n")}
}

/** The rules of the API, by their ids. */
export type RuleId = ${ruleIds.map((id) => JSON.stringify(id)).join(" | ") || "never"};

/** How many items come at once where no page is asked for. */
export const unpaged = {
${operations.flatMap(unpagedRow).join("\n")}
} as const;

/** Texts of responses, by the schema that they stand in and by what they say. */
export const texts = {
${Object.entries(asObject(asObject(description.document["components"])["schemas"]))
  .flatMap(textsRow)
  .join("\n")}
} as const;

/** The query parameters of an operation that have a default. */
export interface QueryDefaults {
${rows(queryDefaults)}
}

/** The fields of an operation's body that have a default. */
export interface BodyDefaults {
${rows(bodyDefaults)}
}
`,
);

function refusal({ name, status, summary, body, extensions }: DocumentedError): string[] {
  const places = new Set([...(extensions["x-message"] ?? "").matchAll(/\{(\w+)\}/g)].map(([, place]) => place));
  const values = [...places].map((place) => `${place}: string | number`);
  return [`  /** ${status} \`${body["error"]}\`: ${summary} */`, `  ${name}: {${values.join("; ")}};`];
}

function textsRow([name, schema]: [string, unknown]): string[] {
  const properties = Object.values(asObject(asObject(schema)["properties"])).map(asObject);
  const found = properties.find((property) => "x-texts" in property);
  return found ? [`  ${name}: ${JSON.stringify(found["x-texts"])},`] : [];
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function unpagedRow(operation: Operation): string[] {
  const size = paginationsOf(operation).find(({ unpaged }) => unpaged !== undefined)?.unpaged;
  return size === undefined ? [] : [`  ${operation.id}: ${size},`];
}

function byName(one: DocumentedError, other: DocumentedError): number {
  return one.name.localeCompare(other.name, "en");
}

function rows(namesOf: (operation: Operation) => string[]): string {
  return operations
    .map((operation) => [operation.id, namesOf(operation)] as const)
    .filter(([, names]) => names.length > 0)
    .map(([id, names]) => `  ${id}: ${names.map((name) => JSON.stringify(name)).join(" | ")};`)
    .join("\n");
}

function queryDefaults({ parameters }: Operation): string[] {
  return parameters
    .filter(({ in: place, schema }) => place === "query" && schema?.value["default"] !== undefined)
    .map(({ name }) => name);
}

function bodyDefaults({ requestBody }: Operation): string[] {
  const schema = jsonContent(requestBody)?.schema;
  return schema ? Object.keys(defaultsOf(description, schema)) : [];
}
