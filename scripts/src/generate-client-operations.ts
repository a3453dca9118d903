/**
 * Writes what the client knows of each operation: a table for its code, and methods with their documentation.
 *
 *     node generate-client-operations.ts <openapi.json> <folder>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenAPI3, SchemaObject } from "openapi-typescript";
import { bindTenant } from "./bind-tenant.ts";
import { listOperations, namedExamples, type Operation, readDescription, resolve } from "./description.ts";

const WINDOWS: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

interface Limit {
  limit: number;
  window: string;
  unit?: string;
}
interface Pagination {
  page?: string;
  cursor?: string;
  items: string;
  next?: string;
  when?: string[];
}
interface Extensions {
  "x-rate-limit": Limit & { group?: string; also?: Limit[]; concurrent?: number };
  "x-pagination"?: Pagination | Pagination[];
  "x-batch"?: { in: string; field: string; max: number };
  "x-destructive"?: boolean;
  "x-alias-of"?: string;
}

const [input, folder] = process.argv.slice(2);
if (!input || !folder) {
  console.error("usage: generate-client-operations.ts <openapi.json> <folder>");
  process.exit(2);
}
const description = bindTenant(readDescription(input));
const operations = listOperations(description).toSorted((a, b) => a.id.localeCompare(b.id, "en"));
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
    return `  "${path}": { ${methods.map((operation) => `${operation.method.toUpperCase()}: ${entry(operation)}`).join(", ")} },`;
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
  writeFileSync(join(folder ?? "", file), `// Generated from the description; do not edit.\n${lines.join("\n")}\n`);
}

function call({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

function extensions({ object }: Operation): Extensions {
  return object as unknown as Extensions;
}

function exception(operation: Operation): Record<string, unknown> {
  const isJson = (type: string | undefined) => type === undefined || type === "application/json";
  const [requestType, request] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const [responseType, response] = Object.entries(operation.responses["200"]?.content ?? {})[0] ?? [];
  const schemaOf = (media: unknown) => (media as { schema?: SchemaObject } | undefined)?.schema;
  const int64 = int64Pointers(description, schemaOf(response));
  const int64Body = int64Pointers(description, schemaOf(request));
  return {
    ...(!isJson(requestType) && { body: requestType === "multipart/form-data" ? "files" : "form" }),
    ...(!isJson(responseType) && { file: 1 }),
    ...(int64.length > 0 && { int64 }),
    ...(int64Body.length > 0 && { int64Body }),
    ...(extensions(operation)["x-destructive"] && { destructive: 1 }),
  };
}

/** Where a schema has 64-bit integers; items of arrays stand under the array's own pointer. */
function int64Pointers(document: OpenAPI3, unresolved: unknown, at = "", depth = 0): string[] {
  if (unresolved === undefined || depth > 20) return [];
  const schema = resolve(document, unresolved as SchemaObject) as unknown as Record<string, unknown>;
  if (schema["format"] === "int64") return [at];
  const branches = ["allOf", "oneOf", "anyOf"].flatMap((key) => (schema[key] ?? []) as Record<string, unknown>[]);
  // Where text is documented too, text it stays.
  if (branches.some(({ type }) => type === "string")) return [];
  const found = [
    ...branches.flatMap((branch) => int64Pointers(document, branch, at, depth + 1)),
    ...Object.entries((schema["properties"] ?? {}) as Record<string, unknown>).flatMap(([name, property]) =>
      int64Pointers(document, property, `${at}/${name}`, depth + 1),
    ),
    ...int64Pointers(document, schema["items"], at, depth + 1),
  ];
  return [...new Set(found)];
}

function entry(operation: Operation): string {
  const { "x-pagination": paging = [], "x-batch": batch, "x-rate-limit": rate } = extensions(operation);
  const pages = [paging].flat();
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
  const { limit, window, group, also = [] } = extensions(operation)["x-rate-limit"];
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
  const { "x-pagination": paging = [], "x-batch": batch, "x-destructive": destructive } = extensions(operation);
  const [page] = [paging].flat();
  const described = `operations["${operation.id}"]`;
  const codes = errorCodes(operation)
    .map((code) => JSON.stringify(code))
    .join(" | ");
  const path = (keys: string[]) => JSON.stringify(keys.filter(Boolean));
  const isOpen = !destructive && !operation.requestBody && operation.parameters.every(({ required }) => !required);
  const open = isOpen ? "Open" : "";
  return [
    `${open}Method<${described}, ${codes}${destructive ? ", Confirmed" : ""}>`,
    ...(page ? [`${open}Paged<${described}, ${path(page.items.split("/"))}>`] : []),
    ...(batch ? [`Batched<${described}, ${codes}, ${path([batch.in, batch.field])}>`] : []),
  ].join(" & ");
}

function errorCodes({ responses }: Operation): string[] {
  const bodies = Object.entries(responses)
    .filter(([status]) => !status.startsWith("2"))
    .flatMap(([, response]) => Object.values(namedExamples(description, response.content?.["application/json"])));
  return [...new Set(bodies.map((body) => (body as { error: string }).error))].sort();
}

function documentation(operation: Operation): string[] {
  const { object } = operation;
  const { "x-rate-limit": rate, "x-batch": batch, "x-alias-of": alias } = extensions(operation);
  const sentences = [
    `${object.summary}.`,
    "",
    ...(object.description ?? "").split("\n"),
    "",
    `\`${call(operation)}\`. At most ${rate.limit} calls a ${rate.window}${rate.group ? `, shared with others (${rate.group})` : ""}.`,
    ...(batch ? [`At most ${batch.max} at once; \`batch\` takes any number.`] : []),
    `Errors: ${errorCodes(operation)
      .map((code) => `\`${code}\``)
      .join(", ")}.`,
    ...(object.deprecated ? [`@deprecated Use ${alias ? `{@link Methods.${alias}}` : "another operation"}.`] : []),
  ];
  return ["  /**", ...sentences.map((line) => `   * ${line.replaceAll("*/", "*\\/")}`.trimEnd()), "   */"];
}
