import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { operationPage } from "../src/pages.ts";
import { schemaIn, targetOf } from "../src/schema-view.ts";

const site = fileURLToPath(new URL("../dist", import.meta.url));
const bundle = (file: string) => fileURLToPath(import.meta.resolve(`@agora-chat-openapi/spec/${file}`));
const description = readDescription(bundle("openapi.json"));
const operations = operationsOf(description);
const BOUNDS = [
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
];
const read = (file: string) => readFileSync(join(site, file), "utf8");
const pages = (readdirSync(site, { recursive: true }) as string[]).filter(
  (file) => file.endsWith(".html") && !["reference.html", "console.html"].includes(file),
);

/** A page that its links were taken from, and where each leads to: a file of the site and an anchor. */
function linksOf(file: string): { file: string; anchor: string }[] {
  return [...read(file).matchAll(/(?:href|src)="([^"]+)"/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !target.startsWith("data:"))
    .map((target) => {
      expect(target, `a link of ${file}`).not.toMatch(/^([a-z]+:|\/)/);
      const [path = "", anchor = ""] = target.split("#");
      return { file: path ? normalize(join(dirname(file), path)) : file, anchor };
    });
}

function anchorsOf(file: string): string[] {
  return [...read(file).matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id);
}

test("every operation is reached by links from the first page", () => {
  const reached = new Set(["index.html"]);
  for (const file of reached) {
    if (pages.includes(file)) for (const link of linksOf(file)) reached.add(link.file);
  }
  expect(operations.map((operation) => operationPage(operation).file).filter((file) => !reached.has(file))).toEqual([]);
  expect(pages.filter((file) => !reached.has(file))).toEqual([]);
});

test.each(pages)("no link of %s is relative to the host, or leads nowhere", (page) => {
  for (const { file, anchor } of linksOf(page)) {
    expect(existsSync(join(site, file)), file).toBe(true);
    // Redoc and Scalar make their anchors as they run; the tests in a browser follow them.
    if (anchor && pages.includes(file)) expect(anchorsOf(file), file).toContain(anchor);
  }
});

test.each(operations)("the page of $id has everything that the description says of it", (operation) => {
  const { id, method, path, summary, parameters, requestBody, responses } = operation;
  const text = readableText(read(`operations/${id}.html`));
  const markdown = read(`operations/${id}.md`);
  const contents = [requestBody, ...responses.values()].flatMap((message) => [...(message?.content.values() ?? [])]);
  const facts = [
    summary,
    `${method} ${path}`,
    ...parameters.flatMap(({ name, description = "" }) => [name, description]),
    ...[...responses].flatMap(([status, response]) => [status, response.description ?? ""]),
    ...contents.flatMap((content) => [...content.examples.keys()]),
  ];
  for (const fact of facts) {
    expect(words(markdown), "Markdown").toContain(words(fact));
    expect(words(text), "HTML").toContain(words(fact));
  }
});

test.each(operations)("the page of $id lists each field that is sent or answered, and its bounds", (operation) => {
  const markdown = read(`operations/${operation.id}.md`);
  const answers = [...operation.responses.values()].filter(({ status }) => status.startsWith("2"));
  const messages = [operation.requestBody, ...answers].flatMap((message) => [...(message?.content.values() ?? [])]);
  const schemas = [...messages, ...operation.parameters].map((holder) => schemaIn(description, holder));
  const missing = schemas.flatMap((schema) => factsOf(schema, [])).filter((fact) => !markdown.includes(fact));
  expect([...new Set(missing)]).toEqual([]);
});

test("a page of an operation takes no more than 30 kB on the line, styles and script included", () => {
  const shared = ["style.css", "site.js"].map((file) => gzipSync(read(file)).length).reduce((sum, size) => sum + size);
  const sizes = operations.map(({ id }) => gzipSync(read(`operations/${id}.html`)).length + shared);
  expect(Math.max(...sizes)).toBeLessThan(30_000);
});

test.each(["openapi.json", "openapi.yaml"])("%s lies in the site as the bundle has it", (file) => {
  expect(read(file)).toBe(readFileSync(bundle(file), "utf8"));
});

test("llms.txt links the Markdown of each operation and guide, and each link leads somewhere", () => {
  const text = read("llms.txt");
  expect(text).toMatch(/^# .+\n\n> .+\n/);
  const links = [...text.matchAll(/^- \[[^\]]+\]\(([^)]+)\): \S/gm)].map(([, target = ""]) => target);
  for (const link of links) expect(existsSync(join(site, link)), link).toBe(true);
  const markdown = readdirSync(site, { recursive: true }).filter((file) => String(file).endsWith(".md"));
  expect(markdown.filter((file) => !links.includes(String(file)))).toEqual([]);
});

test("the page of extensions explains each of them, with one that is in the description", () => {
  const schemas = JSON.parse(readFileSync(bundle("extensions.schema.json"), "utf8")) as {
    $defs: Record<string, { properties: Record<string, unknown> }>;
    properties: Record<string, unknown>;
  };
  const text = read("guides/extensions.md");
  const names = Object.keys(schemas.properties).flatMap((kind) => Object.keys(schemas.$defs[kind]?.properties ?? {}));
  expect(names).toContain("x-rate-limit");
  for (const name of names) expect(text).toContain(`### \`${name}\``);
  expect(text).toContain('"x-rate-limit": {');
});

test("the changelog has each changeset", () => {
  const folder = fileURLToPath(new URL("../../../.changeset", import.meta.url));
  const text = words(readableText(read("changelog.html")));
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md")) {
    const summary = readFileSync(join(folder, file), "utf8").split(/^---$/m)[2] ?? "";
    expect(text).toContain(words(summary.trim()));
  }
});

test("the picture of the first page has a square for each operation", () => {
  const picture = /<dl class="coverage">[\s\S]+?<\/dl>/.exec(read("index.html"))?.[0] ?? "";
  expect(picture.match(/<rect /g)).toHaveLength(operations.length);
});

/** What HTML says, without its marks. */
function readableText(html: string): string {
  return html
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

/** Text without the marks of Markdown and with single spaces, to compare across formats. */
function words(text: string): string {
  return text.replace(/[`*]/g, "").replace(/\s+/g, " ").trim();
}

/** Names of all fields within a schema, and the bounds of their values, as pages write them. */
function factsOf(value: unknown, above: readonly unknown[]): string[] {
  if (typeof value !== "object" || value === null || above.includes(value)) return [];
  if ("$ref" in value) {
    const { $ref, ...beside } = value as { $ref: string };
    return [...factsOf(targetOf(description, $ref), [...above, value]), ...factsOf(beside, above)];
  }
  const {
    properties = {},
    example,
    examples,
    enum: choices = [],
    default: usual,
    ...rest
  } = value as Record<string, unknown>;
  return [
    ...Object.keys(properties as object).map((name) => `\`${name}\``),
    ...(choices as unknown[]).map((choice) => `\`${choice}\``),
    ...(usual === undefined ? [] : [`default \`${usual === "" ? '""' : usual}\``]),
    ...BOUNDS.flatMap((bound) => (typeof rest[bound] === "number" ? [String(rest[bound])] : [])),
    ...(typeof rest["pattern"] === "string" ? [rest["pattern"]] : []),
    ...[...Object.values(properties as object), ...Object.values(rest)].flatMap((part) =>
      factsOf(part, [...above, value]),
    ),
  ];
}
