/** What the mock knows of the API: the operations of the bundled description, as Prism sees them. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";

export type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

/** Reads the description that `@agora-chat-openapi/spec` ships. */
export async function loadOperations(): Promise<Operation[]> {
  const file = fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json"));
  const document = JSON.parse(await readFile(file, "utf8")) as object;
  return getHttpOperationsFromSpec({
    ...document,
    // Without it Prism validates by draft 7, which knows no `unevaluatedProperties`.
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  });
}

/** Media types that the body may have; empty when the operation takes none. */
export function bodyTypes(operation: Operation): string[] {
  const body = operation.request?.body;
  return body && "contents" in body ? (body.contents ?? []).map(({ mediaType }) => mediaType) : [];
}
