/**
 * Writes TypeScript types of a bundled description.
 *
 *     node generate-types.ts <openapi.json> <out.ts> [--bind-tenant]
 *
 * `--bind-tenant` leaves `/{org_name}/{app_name}` out of every path, for a client that binds both once.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import ts from "typescript";
import { bindTenant } from "./bind-tenant.ts";
import { readDescription } from "./description.ts";

const BLOB = ts.factory.createTypeReferenceNode("Blob");

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { "bind-tenant": { type: "boolean", default: false } },
});
const [input, output] = positionals;
if (!input || !output) {
  console.error("usage: generate-types.ts <openapi.json> <out.ts> [--bind-tenant]");
  process.exit(2);
}

const description = readDescription(input);
const types = await openapiTS(values["bind-tenant"] ? bindTenant(description) : description, {
  alphabetize: true,
  // A request may leave out what has a default.
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  // Files are not strings.
  transform: (schema) => (schema.format === "binary" ? BLOB : undefined),
});

mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, COMMENT_HEADER + astToString(types));
