/**
 * Writes the TypeScript types of the API as the client has them: without `/{org_name}/{app_name}` in the paths, which it
 * binds once, with files as it takes them, and with 64-bit integers as strings of digits.
 *
 *     node client-types.ts <out.ts>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readDescription } from "@agora-chat-openapi/description";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import ts from "typescript";
import { argument } from "./arguments.ts";
import { bindTenant } from "./bind-tenant.ts";

const reference = (name: string) => ts.factory.createTypeReferenceNode(name);
const STRING = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);

const output = argument("client-types.ts <out.ts>");
const types = await openapiTS(bindTenant(readDescription()), {
  alphabetize: true,
  // A request may leave out what has a default.
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  transform(schema, { path = "" }) {
    if (schema.format === "binary") return reference(path.includes("/responses/") ? "Blob" : "FileInput");
    if (schema.format === "int64") return STRING;
    return undefined;
  },
  inject: 'import type { FileInput } from "../files.ts";\n',
});

mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, COMMENT_HEADER + astToString(types));
