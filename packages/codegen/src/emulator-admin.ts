/**
 * Writes an API of the emulator as a document that its code reads, and as types, named as its file is.
 *
 *     node emulator-admin.ts <admin.yaml> <folder>
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from "openapi-typescript";
import { parse } from "yaml";

const [, , source, folder] = process.argv;
if (!source || !folder) {
  console.error("usage: emulator-admin.ts <admin.yaml> <folder>");
  process.exit(2);
}
const name = basename(source, ".yaml");
const document = parse(readFileSync(source, "utf8")) as OpenAPI3;
const types = await openapiTS(document, { alphabetize: true, defaultNonNullable: false });
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, `${name}-types.ts`), COMMENT_HEADER + astToString(types));
writeFileSync(
  join(folder, `${name}.ts`),
  `// Generated from ${name}.yaml; do not edit.\nexport const document: Record<string, unknown> = ${JSON.stringify(document)};\n`,
);
