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
function allowUndefined(root: ts.Node): ts.Node {
  const { factory } = ts;
  const orUndefined = (type: ts.TypeNode) =>
    factory.createUnionTypeNode([type, factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword)]);
  const inIndex = (member: ts.TypeElement) =>
    ts.isIndexSignatureDeclaration(member)
      ? factory.updateIndexSignature(member, member.modifiers, member.parameters, orUndefined(member.type))
      : member;
  const visit = (original: ts.Node): ts.Node => {
    const node = ts.visitEachChild(original, visit, undefined);
    // An index beside named fields must allow for what these allow.
    if (ts.isIntersectionTypeNode(node)) {
      const types = node.types.map((type) =>
        ts.isTypeLiteralNode(type) ? factory.createTypeLiteralNode(type.members.map(inIndex)) : type,
      );
      return factory.createIntersectionTypeNode(types);
    }
    if (!ts.isPropertySignature(node) || !node.questionToken || !node.type) return node;
    if (node.type.kind === ts.SyntaxKind.NeverKeyword) return node;
    return factory.updatePropertySignature(node, node.modifiers, node.name, node.questionToken, orUndefined(node.type));
  };
  return visit(root);
}
