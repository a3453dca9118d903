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
interface Extensions {
  "x-rate-limit": Limit & { group?: string; also?: Limit[]; concurrent?: number };
  "x-pagination"?: { style: string; page?: string; cursor?: string; items: string; next?: string };
  "x-batch"?: { in: string; field: string; max: number };
  "x-destructive"?: boolean;
  "x-idempotent"?: boolean;
  "x-synonyms"?: string[];
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
const destructive = byPath.filter((operation) => extensions(operation)["x-destructive"]);

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
      .map(({ path }) => JSON.stringify(path));
    return `  ${method}: ${paths.join(" | ")};`;
  }),
  "}",
]);
write("operations.ts", [
  'import type { OperationInfo } from "../operations.ts";',
  "",
  "/** Every operation. */",
  "export const operations: readonly OperationInfo[] = [",
  ...byPath.map((operation) => `  ${JSON.stringify(row(operation))},`),
  "];",
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
  writeFileSync(join(folder ?? "", file), `// Generated from the description; do not edit.\n${lines.join("\n")}\n`);
}

function call({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

function extensions({ object }: Operation): Extensions {
  return object as unknown as Extensions;
}

function traits(operation: Operation): Record<string, unknown> {
  const isJson = (type: string | undefined) => type === undefined || type === "application/json";
  const [requestType, request] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const [responseType, response] = Object.entries(operation.responses["200"]?.content ?? {})[0] ?? [];
  const schemaOf = (media: unknown) => (media as { schema?: SchemaObject } | undefined)?.schema;
  const int64 = int64Pointers(description, schemaOf(response));
  const int64Body = int64Pointers(description, schemaOf(request));
  return {
    ...(!isJson(requestType) && { body: requestType === "multipart/form-data" ? "files" : "form" }),
    ...(!isJson(responseType) && { isFile: true }),
    ...(int64.length > 0 && { int64 }),
    ...(int64Body.length > 0 && { int64Body }),
    ...(extensions(operation)["x-destructive"] && { isDestructive: true }),
    ...(extensions(operation)["x-idempotent"] === false && { isIdempotent: false }),
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
      int64Pointers(document, property, `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, depth + 1),
    ),
    ...int64Pointers(document, schema["items"], at, depth + 1),
  ];
  return [...new Set(found)];
}

function row(operation: Operation): Record<string, unknown> {
  const { "x-pagination": page, "x-batch": batch } = extensions(operation);
  return {
    // In this order the table is smallest when it is packed.
    method: operation.method.toUpperCase(),
    operationId: operation.id,
    path: operation.path,
    rate: rate(operation),
    ...traits(operation),
    ...(page && { pages: { parameter: page.page ?? page.cursor, items: page.items, next: page.next } }),
    ...(batch && { batch }),
    ...(returnsAttachment(operation) && { returnsAttachment: true }),
  };
}

/** The windows that an operation or its group is counted in. */
function rate(operation: Operation): {
  group: string | undefined;
  windows: { limit: number; windowMs: number | undefined }[];
} {
  const { limit, window, group, also = [] } = extensions(operation)["x-rate-limit"];
  // What is counted in messages says nothing about calls.
  const others = also.filter(({ unit }) => unit === undefined);
  const windows = [{ limit, window }, ...others].map(({ limit, window }) => ({ limit, windowMs: WINDOWS[window] }));
  return { group, windows };
}

/** Whether the response names a file that messages can carry, and what opens it. */
function returnsAttachment({ responses }: Operation): boolean {
  const media = responses["200"]?.content?.["application/json"] as { schema?: SchemaObject } | undefined;
  return hasField(media?.schema, ["entities", "share-secret"]);
}

/** Whether a schema describes a field of objects in it, lists included. */
function hasField(unresolved: unknown, [name, ...rest]: string[]): boolean {
  if (name === undefined) return true;
  const schema = resolve(description, (unresolved ?? {}) as SchemaObject) as unknown as Record<string, unknown>;
  const branches = [...((schema["allOf"] ?? []) as unknown[]), ...(schema["items"] ? [schema["items"]] : [])];
  const property = (schema["properties"] as Record<string, unknown> | undefined)?.[name];
  return (
    (property !== undefined && hasField(property, rest)) || branches.some((branch) => hasField(branch, [name, ...rest]))
  );
}

function type(operation: Operation): string {
  const { "x-pagination": page, "x-batch": batch, "x-destructive": destructive } = extensions(operation);
  const described = `operations["${operation.id}"]`;
  const codes = errorCodes(operation)
    .map((code) => JSON.stringify(code))
    .join(" | ");
  const path = (keys: string[]) => JSON.stringify(keys.filter(Boolean));
  const isOpen = !destructive && !operation.requestBody && operation.parameters.every(({ required }) => !required);
  const open = isOpen ? "Open" : "";
  const method = returnsAttachment(operation) ? "UploadMethod" : `${open}Method`;
  return [
    `${method}<${described}, ${codes}${destructive ? ", Confirmed" : ""}>`,
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
  const { "x-rate-limit": rate, "x-batch": batch, "x-alias-of": alias, ...more } = extensions(operation);
  const sentences = [
    `${object.summary}.`,
    "",
    ...(object.description ?? "").split("\n"),
    "",
    `\`${call(operation)}\`. At most ${rate.limit} calls a ${rate.window}${rate.group ? `, shared with others (${rate.group})` : ""}.`,
    ...(batch ? [`At most ${batch.max} at once; \`batch\` takes any number.`] : []),
    ...(more["x-idempotent"] === false ? ["Never repeated after a failure, since each call does something else."] : []),
    `Errors: ${errorCodes(operation)
      .map((code) => `\`${code}\``)
      .join(", ")}.`,
    ...(more["x-synonyms"] ?? []).map((name) => `@alias ${name}`),
    ...(object.deprecated ? [`@deprecated Use ${alias ? `{@link Methods.${alias}}` : "another operation"}.`] : []),
  ];
  return ["  /**", ...sentences.map((line) => `   * ${line.replaceAll("*/", "*\\/")}`.trimEnd()), "   */"];
}
