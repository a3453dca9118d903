import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createDescription, type Description, isObject, type Json } from "./description.ts";

let shipped: Description | undefined;

/**
 * Reads the description that `@agora-chat-openapi/spec` ships, or one in a file: bundled, YAML or JSON. The shipped one
 * is read once, and shared by all who ask for it.
 * @throws TypeError when the file is not an OpenAPI 3.1 description; Error when it cannot be read
 */
export function readDescription(file?: string): Description {
  if (file === undefined) {
    shipped ??= createDescription(JSON.parse(readFileSync(shippedFile(), "utf8")) as Json);
    return shipped;
  }
  const document = parse(file, readFileSync(file, "utf8"));
  const version = isObject(document) ? document["openapi"] : undefined;
  if (!isObject(document) || typeof version !== "string" || !version.startsWith("3.1")) {
    throw new TypeError(`${file} is not an OpenAPI 3.1 description: its "openapi" is ${JSON.stringify(version)}`);
  }
  return createDescription(document, { file });
}

/** Path of the bundled description that `@agora-chat-openapi/spec` ships. */
export function shippedFile(): string {
  // Jest 29 has no `import.meta.resolve`.
  return createRequire(import.meta.url).resolve("@agora-chat-openapi/spec/openapi.json");
}

function parse(file: string, text: string): unknown {
  if (file.endsWith(".json")) return JSON.parse(text);
  // Loading the parser takes longer than reading the shipped description, which is JSON.
  const yaml = createRequire(import.meta.url)("yaml") as typeof import("yaml");
  return yaml.parse(text);
}
