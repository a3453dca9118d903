import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { createDescription, type Description, isObject, type Json } from "./description.ts";

let shipped: { description: Description; modified: number } | undefined;

/**
 * Reads the description that `@agora-chat-openapi/spec` ships, or one in a file: bundled, YAML or JSON. The shipped one
 * is shared by all who ask for it, and read anew once its file has changed.
 * @throws TypeError when the file is not an OpenAPI 3.1 description; Error when it cannot be read
 */
export function readDescription(file?: string): Description {
  if (file === undefined) return readShipped();
  const document = parse(file, readFileSync(file, "utf8"));
  const version = isObject(document) ? document["openapi"] : undefined;
  if (!isObject(document) || typeof version !== "string" || !version.startsWith("3.1")) {
    throw new TypeError(`${file} is not an OpenAPI 3.1 description: its "openapi" is ${JSON.stringify(version)}`);
  }
  return createDescription(document, { file });
}

function readShipped(): Description {
  const file = shippedFile();
  const modified = statSync(file).mtimeMs;
  if (shipped?.modified !== modified) {
    shipped = { description: createDescription(JSON.parse(readFileSync(file, "utf8")) as Json), modified };
  }
  return shipped.description;
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
