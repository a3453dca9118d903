/**
 * Writes the TypeScript types of the API as the client has them: without `/{org_name}/{app_name}` in the paths, which it
 * binds once, with files as it takes them, with 64-bit integers as strings of digits, and with `undefined` for what may be
 * left out.
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
  inject: 'import type { FileInput } from "../file-types.ts";\n',
});

mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, COMMENT_HEADER + astToString(types.map(allowUndefined)));

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
