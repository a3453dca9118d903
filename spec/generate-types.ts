/** Writes to `dist/`: the TypeScript types of the bundle and of the extensions; their schema, and the world of the examples, as JSON. */
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import { parse } from "yaml";

const at = (file: string) => new URL(file, import.meta.url);
const BLOB = ts.factory.createTypeReferenceNode("Blob");

const description = JSON.parse(readFileSync(at("dist/openapi.json"), "utf8")) as OpenAPI3;
const types = await openapiTS(description, {
  alphabetize: true,
  // A request may leave out what has a default.
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  transform: ({ format }) => (format === "binary" ? BLOB : undefined),
});
write("dist/index.d.ts", astToString(types));

const extensions = toJson("extensions.schema.yaml", "dist/extensions.schema.json");
toJson("world.yaml", "dist/world.json");
const schemas = JSON.parse(JSON.stringify(extensions.$defs).replaceAll("#/$defs/", "#/components/schemas/"));
const document: OpenAPI3 = {
  openapi: "3.1.0",
  info: { title: extensions.title, version: "0" },
  components: {
    schemas: { ...schemas, Extensions: { ...extensions, $defs: undefined, properties: references(schemas) } },
  },
};
const extensionTypes = await openapiTS(document, { rootTypes: true, rootTypesNoSchemaPrefix: true });
write("dist/extensions.d.ts", astToString(extensionTypes));

function toJson(source: string, target: string) {
  const value = parse(readFileSync(at(source), "utf8"));
  writeFileSync(at(target), `${JSON.stringify(value, null, 2)}\n`);
  return value;
}

function references(defined: object): Record<string, { $ref: string }> {
  const names = Object.keys(extensions.properties).filter((name) => name in defined);
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
}

function write(file: string, content: string): void {
  writeFileSync(at(file), COMMENT_HEADER + content);
}
