/**
 * Writes TypeScript types of a bundled description.
 *
 *     node generate-types.ts <openapi.json> <out.ts> [--client]
 *
 * `--client` writes them as the client has them: without `/{org_name}/{app_name}` in the paths, which it binds once,
 * with files as it takes them, with 64-bit integers as strings of digits, and with `undefined` for what may be left out.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import ts from "typescript";
import { bindTenant } from "./bind-tenant.ts";
import { readDescription } from "./description.ts";

const reference = (name: string) => ts.factory.createTypeReferenceNode(name);
const STRING = ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { client: { type: "boolean", default: false } },
});
const [input, output] = positionals;
if (!input || !output) {
  console.error("usage: generate-types.ts <openapi.json> <out.ts> [--client]");
  process.exit(2);
}

const description = readDescription(input);
const types = await openapiTS(values.client ? bindTenant(description) : description, {
  alphabetize: true,
  // A request may leave out what has a default.
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  transform(schema, { path = "" }) {
    if (schema.format === "binary")
      return reference(values.client && !path.includes("/responses/") ? "FileInput" : "Blob");
    if (schema.format === "int64" && values.client) return STRING;
    return undefined;
  },
  ...(values.client && { inject: 'import type { FileInput } from "../files.ts";\n' }),
});

mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, COMMENT_HEADER + astToString(values.client ? types.map(allowUndefined) : types));

/** What may be left out may be given as `undefined`, also under `exactOptionalPropertyTypes`. */
function allowUndefined(node: ts.Node): ts.Node {
  const undefinedType = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, undefined);
    if (!ts.isPropertySignature(visited) || !visited.questionToken || !visited.type) return visited;
    if (visited.type.kind === ts.SyntaxKind.NeverKeyword) return visited;
    const type = ts.factory.createUnionTypeNode([visited.type, undefinedType]);
    return ts.factory.updatePropertySignature(visited, visited.modifiers, visited.name, visited.questionToken, type);
  };
  return visit(node);
}
