/**
 * Writes what the client knows of each operation: a table for its code, and methods with their documentation.
 *
 *     node client-operations.ts <folder>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
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
import { variantsOf } from "@agora-chat-openapi/description/schemas";
import { argument } from "./arguments.ts";

const WINDOWS: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const folder = argument("client-operations.ts <folder>");
const description = readDescription();
const operations = operationsOf(description).toSorted((a, b) => a.id.localeCompare(b.id, "en"));
// Neighbours that look alike make for a smaller bundle.
const byPath = operations.toSorted((a, b) => a.path.localeCompare(b.path, "en"));

mkdirSync(folder, { recursive: true });
write("exceptions.ts", [
  'import type { Exception } from "../path-client.ts";',
  "",
  "/** Calls that are not JSON both ways, hold 64-bit integers or are destructive, by method and path. */",
  "export const exceptions: Partial<Record<string, Exception>> = {",
  ...byPath.flatMap((operation) => {
    const entry = exception(operation);
    return Object.keys(entry).length > 0 ? [`  ${JSON.stringify(call(operation))}: ${JSON.stringify(entry)},`] : [];
  }),
  "};",
]);
write("operations.ts", [
  'import type { Entry } from "../operations.ts";',
  "",
  "/** Every operation by path and method. */",
  "export const operations: Record<string, Partial<Record<string, Entry>>> = {",
  ...[...new Set(byPath.map(({ path }) => path))].map((path) => {
    const methods = byPath.filter((operation) => operation.path === path);
    return `  "${withoutTenant(path)}": { ${methods.map((operation) => `${operation.method}: ${entry(operation)}`).join(", ")} },`;
  }),
  "};",
]);
write("methods.ts", [
  'import type { Batched, Confirmed, Method, OpenMethod, OpenPaged, Paged } from "../types.ts";',
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

function call({ method, path }: Operation): string {
  return `${method} ${withoutTenant(path)}`;
}

function exception(operation: Operation): Record<string, unknown> {
  const [request] = operation.requestBody?.content.values() ?? [];
  const [response] = operation.responses.get("200")?.content.values() ?? [];
  const int64 = int64Pointers(response);
  const int64Body = int64Pointers(request);
  return {
    ...(request && !request.isJson && { body: request.type === MULTIPART ? "files" : "form" }),
    ...(response && !response.isJson && { file: 1 }),
    ...(int64.length > 0 && { int64 }),
    ...(int64Body.length > 0 && { int64Body }),
    ...(operation.extensions["x-destructive"] && { destructive: 1 }),
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
      int64Below(`${part.pointer}/properties/${escapeKey(name)}`, `${at}/${name}`, within),
    ),
    ...(part.value["items"] ? int64Below(`${part.pointer}/items`, at, within) : []),
  ]);
}

function entry(operation: Operation): string {
  const { "x-batch": batch, "x-rate-limit": rate } = operation.extensions;
  const pages = paginationsOf(operation);
  const isOrdinary = rate.limit === 100 && rate.window === "second" && !rate.group && limits(operation).length === 1;
  const rest = {
    ...(!isOrdinary && { rates: limits(operation) }),
    ...exception(operation),
    ...(pages.length > 0 && { pages: pages.map(pageEntry) }),
    ...(batch && { batch: [batch.in, batch.field, batch.max] }),
  };
  return JSON.stringify(Object.keys(rest).length > 0 ? [operation.id, rest] : operation.id);
}

function pageEntry({ page, cursor, items, next, when }: Pagination): unknown[] {
  return [page ?? cursor, items, ...(next ? [next] : []), ...(when ? [when] : [])];
}

/** The budgets of an operation: its own or its group's, and a second one where there is one. */
function limits(operation: Operation): [budget: string, limit: number, windowMs: number | undefined][] {
  const { limit, window, group, also = [] } = operation.extensions["x-rate-limit"];
  const budget = group ?? operation.id;
  // What is counted in messages says nothing about calls.
  const others = also.filter(({ unit }) => unit === undefined);
  return [{ limit, window }, ...others].map(({ limit, window }, index) => [
    index === 0 ? budget : `${budget}/${window}`,
    limit,
    WINDOWS[window],
  ]);
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
  return [
    `${open}Method<${described}, ${codes}${destructive ? ", Confirmed" : ""}>`,
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
  const { "x-rate-limit": rate, "x-batch": batch, "x-alias-of": alias } = operation.extensions;
  const sentences = [
    `${operation.summary}.`,
    "",
    ...operation.description.split("\n"),
    "",
    `\`${call(operation)}\`. At most ${rate.limit} calls a ${rate.window}${rate.group ? `, shared with others (${rate.group})` : ""}.`,
    ...(batch ? [`At most ${batch.max} at once; \`batch\` takes any number.`] : []),
    `Errors: ${errorCodes(operation)
      .map((code) => `\`${code}\``)
      .join(", ")}.`,
    ...(operation.deprecated ? [`@deprecated Use ${alias ? `{@link Methods.${alias}}` : "another operation"}.`] : []),
  ];
  return ["  /**", ...sentences.map((line) => `   * ${line.replaceAll("*/", "*\\/")}`.trimEnd()), "   */"];
}
