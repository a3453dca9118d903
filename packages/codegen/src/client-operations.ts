/**
 * Writes what the client knows of each operation: a table for its code, and methods with their documentation.
 *
 *     node client-operations.ts <folder>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  errorHelpOf,
  escapeKey,
  isTenantParameter,
  jsonContent,
  type MediaType,
  MULTIPART,
  type Operation,
  operationsOf,
  type Pagination,
  paginationsOf,
  readDescription,
  withoutTenant,
} from "@agora-chat-openapi/description";
import { variantsAt, variantsOf } from "@agora-chat-openapi/description/schemas";
import { argument } from "./arguments.ts";

const WINDOWS: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const folder = argument("client-operations.ts <folder>");
const description = readDescription();
const operations = operationsOf(description).toSorted((a, b) => a.id.localeCompare(b.id, "en"));
// Neighbours that look alike make for a smaller bundle.
const byPath = operations.toSorted(
  (a, b) => a.path.localeCompare(b.path, "en") || a.method.localeCompare(b.method, "en"),
);
const usualRate = mostFrequent(operations.map((operation) => JSON.stringify(rate(operation))));
const destructive = byPath.filter(({ extensions }) => extensions["x-destructive"]);

mkdirSync(folder, { recursive: true });
write("call-traits.ts", [
  'import type { OperationTraits } from "../call-traits.ts";',
  "",
  "/** Calls by method and path that are not JSON both ways, hold 64-bit integers, remove much or must not be repeated. */",
  "export const callTraits: Partial<Record<string, OperationTraits>> = {",
  ...byPath.flatMap((operation) => {
    const known = traits(operation);
    return Object.keys(known).length > 0 ? [`  ${JSON.stringify(call(operation))}: ${JSON.stringify(known)},`] : [];
  }),
  "};",
  "",
  "/** Calls that remove more than the one thing they name: their paths by method. */",
  "export interface DestructiveCalls {",
  ...[...new Set(destructive.map(({ method }) => method))].map((method) => {
    const paths = destructive
      .filter((operation) => operation.method === method)
      .map(({ path }) => JSON.stringify(withoutTenant(path)));
    return `  ${method.toLowerCase()}: ${paths.join(" | ")};`;
  }),
  "}",
]);
write("lasting-codes.ts", [
  "/** Codes of errors that stay, although their status says that another attempt may succeed. */",
  `export const lastingCodes: readonly unknown[] = ${JSON.stringify(lastingCodes())};`,
]);
write("operations.ts", [
  'import type { RateLimit } from "../call-traits.ts";',
  'import type { DescribedOperations } from "../operation-info.ts";',
  "",
  "/** The rate of most operations. */",
  `export const usualRate: RateLimit = ${usualRate};`,
  "",
  "/** Every operation by path and method; `rate` where it is not the usual one. */",
  "export const describedOperations: DescribedOperations = {",
  ...[...new Set(byPath.map(({ path }) => path))].flatMap((path) => [
    `  ${JSON.stringify(withoutTenant(path))}: {`,
    ...byPath
      .filter((operation) => operation.path === path)
      .map((operation) => `    ${operation.method}: ${JSON.stringify(row(operation))},`),
    "  },",
  ]),
  "};",
]);
write("methods.ts", [
  'import type { Batched, Confirmed, Method, OpenMethod, OpenPaged, Paged, UploadMethod } from "../types.ts";',
  'import type { operations } from "./api.ts";',
  "",
  "/** A method for each operation of the API. */",
  "export interface Methods {",
  ...operations.flatMap((operation) => [...documentation(operation), `  ${operation.id}: ${type(operation)};`]),
  "}",
]);

function write(file: string, lines: string[]): void {
  writeFileSync(join(folder, file), `// Generated from the description; do not edit.\n${lines.join("\n")}\n`);
}

function lastingCodes(): string[] {
  const codes = Object.entries(errorHelpOf(description).codes);
  return codes.filter(([, { retryable }]) => retryable === false).map(([code]) => code);
}

function call({ method, path }: Operation): string {
  return `${method} ${withoutTenant(path)}`;
}

function traits(operation: Operation): Record<string, unknown> {
  const { extensions } = operation;
  const [request] = operation.requestBody?.content.values() ?? [];
  const [response] = operation.responses.get("200")?.content.values() ?? [];
  const int64 = int64Pointers(response);
  const int64Body = int64Pointers(request);
  return {
    ...(request && !request.isJson && { body: request.type === MULTIPART ? "files" : "form" }),
    ...(response && !response.isJson && { isFile: true }),
    ...(int64.length > 0 && { int64 }),
    ...(int64Body.length > 0 && { int64Body }),
    ...(extensions["x-destructive"] && { isDestructive: true }),
    ...(extensions["x-idempotent"] === false && { isIdempotent: false }),
  };
}

/** Where a body has 64-bit integers; items of arrays stand under the array's own pointer. */
function int64Pointers(media: MediaType | undefined): string[] {
  return media?.schema ? [...new Set(int64Below(media.schema.pointer, "", []))] : [];
}

function int64Below(pointer: string, at: string, above: string[]): string[] {
  const variants = variantsOf(description, pointer).filter((part) => !above.includes(part.pointer));
  // Where text is documented too, text it stays.
  if (variants.some(({ value }) => value["type"] === "string")) return [];
  const within = [...above, ...variants.map((part) => part.pointer)];
  return variants.flatMap((part) => [
    ...(part.value["format"] === "int64" ? [at] : []),
    ...Object.keys(part.value["properties"] ?? {}).flatMap((name) =>
      int64Below(`${part.pointer}/properties/${escapeKey(name)}`, `${at}/${escapeKey(name)}`, within),
    ),
    ...(part.value["items"] ? int64Below(`${part.pointer}/items`, at, within) : []),
  ]);
}

function row(operation: Operation): Record<string, unknown> {
  const { "x-batch": batch } = operation.extensions;
  const pages = paginationsOf(operation).map(pageTraits);
  const ownRate = rate(operation);
  return {
    operationId: operation.id,
    ...(JSON.stringify(ownRate) !== usualRate && { rate: ownRate }),
    ...traits(operation),
    ...(pages.length > 0 && { pages }),
    ...(batch && { batch }),
    ...(returnsAttachment(operation) && { returnsAttachment: true }),
  };
}

function pageTraits({ page, cursor, items, next, when }: Pagination): Record<string, unknown> {
  return { parameter: page ?? cursor, items, next, when };
}

/** The windows that an operation or its group is counted in. */
function rate(operation: Operation): {
  group: string | undefined;
  windows: { limit: number; windowMs: number | undefined }[];
} {
  const { limit, window, group, also = [] } = operation.extensions["x-rate-limit"];
  // What is counted in messages says nothing about calls.
  const others = also.filter(({ unit }) => unit === undefined);
  const windows = [{ limit, window }, ...others].map(({ limit, window }) => ({ limit, windowMs: WINDOWS[window] }));
  return { group, windows };
}

function mostFrequent(texts: string[]): string | undefined {
  const count = (text: string) => texts.filter((each) => each === text).length;
  return texts.toSorted((a, b) => count(b) - count(a))[0];
}

/** Whether the response names a file that messages can carry, and what opens it. */
function returnsAttachment({ responses }: Operation): boolean {
  const schema = jsonContent(responses.get("200"))?.schema;
  return schema !== undefined && variantsAt(description, schema.pointer, ["entities", "share-secret"]).length > 0;
}

function type(operation: Operation): string {
  const { "x-batch": batch, "x-destructive": destructive } = operation.extensions;
  const [page] = paginationsOf(operation);
  const described = `operations["${operation.id}"]`;
  const codes = errorCodes(operation)
    .map((code) => JSON.stringify(code))
    .join(" | ");
  const path = (keys: string[]) => JSON.stringify(keys.filter(Boolean));
  const isOpen =
    !destructive &&
    !operation.requestBody &&
    operation.parameters.every(({ name, required }) => !required || isTenantParameter(name));
  const open = isOpen ? "Open" : "";
  const method = returnsAttachment(operation) ? "UploadMethod" : `${open}Method`;
  return [
    `${method}<${described}, ${codes}${destructive ? ", Confirmed" : ""}>`,
    ...(page ? [`${open}Paged<${described}, ${path(page.items.split("/"))}>`] : []),
    ...(batch ? [`Batched<${described}, ${codes}, ${path([batch.in, batch.field])}>`] : []),
  ].join(" & ");
}

function errorCodes({ responses }: Operation): string[] {
  const bodies = [...responses.values()]
    .filter(({ status }) => !status.startsWith("2"))
    .flatMap((response) => [...(jsonContent(response)?.examples.values() ?? [])]);
  return [...new Set(bodies.map(({ value }) => (value as { error: string }).error))].sort();
}

function documentation(operation: Operation): string[] {
  const { "x-rate-limit": rate, "x-batch": batch, "x-alias-of": alias, ...more } = operation.extensions;
  const sentences = [
    `${operation.summary}.`,
    "",
    ...operation.description.split("\n"),
    "",
    `\`${call(operation)}\`. At most ${rate.limit} calls a ${rate.window}${rate.group ? `, shared with others (${rate.group})` : ""}.`,
    ...(batch ? [`At most ${batch.max} at once; \`batch\` takes any number.`] : []),
    ...(more["x-idempotent"] === false ? ["Never repeated after a failure, since each call does something else."] : []),
    `Errors: ${errorCodes(operation)
      .map((code) => `\`${code}\``)
      .join(", ")}.`,
    ...(more["x-synonyms"] ?? []).filter(isName).map((name) => `@alias ${name}`),
    ...(operation.deprecated ? [`@deprecated Use ${alias ? `{@link Methods.${alias}}` : "another operation"}.`] : []),
  ];
  return ["  /**", ...sentences.map((line) => `   * ${line.replaceAll("*/", "*\\/")}`.trimEnd()), "   */"];
}

/** Whether a synonym is what an operation could be called, and not a phrase. */
function isName(synonym: string): boolean {
  return /^[a-z]+([A-Z][a-z]*)+$/.test(synonym);
}
