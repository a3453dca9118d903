/**
 * Holds the resource files of the description to their layout, where Redocly does not look:
 * the map points at the path of the same name, and no entry of a resource or common file is left unused.
 *
 *     node check-resources.ts <spec folder>
 */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseDocument } from "yaml";

const SECTIONS = ["paths", "webhooks", "schemas", "parameters", "requestBodies", "responses", "examples", "headers"];
/** What the map lists, each under its own name. */
const LISTED = ["paths", "webhooks"];

/** What is wrong with the layout of the description in `folder`, one sentence each. */
export function checkResources(folder: string): string[] {
  const root = resolve(folder, "openapi.yaml");
  const files = globSync(["openapi.yaml", "{common,resources,webhooks}/**/*.yaml"], { cwd: folder }).sort();
  const parsed = files.map((file) => [file, parseDocument(readFileSync(join(folder, file), "utf8"))] as const);
  const unreadable = parsed.flatMap(([file, { errors }]) => errors.map(({ message }) => `${file}: ${message}`));
  if (unreadable.length > 0) return unreadable;
  const documents = new Map(
    parsed.map(([file, document]) => [resolve(folder, file), document.toJS() as Record<string, unknown>]),
  );
  const problems: string[] = [];
  const used = new Set<string>();

  for (const [file, document] of documents) {
    for (const reference of references(document)) {
      const [target = "", pointer = ""] = reference.split("#");
      used.add(`${target ? resolve(dirname(file), target) : file}#${pointer}`);
    }
  }

  for (const key of LISTED) {
    for (const [name, item] of Object.entries(section(documents.get(root), key))) {
      const pointer = String((item as { $ref?: string } | null)?.$ref ?? "").split("#")[1];
      const expected = `/${key}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (pointer !== expected) problems.push(`openapi.yaml: ${name} points at #${pointer}, not at #${expected}`);
    }
  }

  for (const [file, document] of documents) {
    if (file === root) continue;
    const isCommon = relative(folder, file).startsWith("common");
    for (const parameter of isCommon ? [] : pathParameters(document)) {
      problems.push(`${relative(folder, file)}: path parameter ${parameter} belongs in common/parameters.yaml`);
    }
    const name = relative(folder, file);
    for (const key of Object.keys(document)) {
      if (!SECTIONS.includes(key)) problems.push(`${name}: unknown section ${key}; known are ${SECTIONS.join(", ")}`);
    }
    for (const key of SECTIONS) {
      for (const entry of Object.keys(section(document, key))) {
        const pointer = `/${key}/${entry.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        if (!used.has(`${file}#${pointer}`)) problems.push(`${name}: nothing refers to #${pointer}`);
        if (!LISTED.includes(key) && !/^[A-Z][A-Za-z0-9]*$/.test(entry)) {
          problems.push(`${name}: ${entry} in ${key} is not PascalCase`);
        }
      }
    }
  }
  return problems;
}

function section(document: Record<string, unknown> | undefined, key: string): Record<string, unknown> {
  return (document?.[key] ?? {}) as Record<string, unknown>;
}

/** Every `$ref` in a document, and every `mapping` of a discriminator. */
function references(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === "$ref" && typeof value === "string") return [value];
    if (key === "mapping" && typeof value === "object" && value !== null) return Object.values(value).map(String);
    return references(value);
  });
}

/** Names of the path parameters that a document describes itself. */
function pathParameters(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "in" in node && node.in === "path" && "name" in node && "schema" in node ? [String(node.name)] : [];
  return [...own, ...Object.values(node).flatMap(pathParameters)];
}

if (import.meta.main) {
  const problems = checkResources(process.argv[2] ?? ".");
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
}
