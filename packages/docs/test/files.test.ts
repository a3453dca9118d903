import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { operationsOf, paginationsOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { errorCodes } from "../src/facts/errors.ts";
import { schemaIn } from "../src/facts/schema-view.ts";
import { errorPage, operationPage } from "../src/pages.ts";
import { factsOf } from "./facts-of.ts";
import { anchorsOf, filesOf, linksOf, ownPages, readableText, readSite, SITE, words } from "./site.ts";

const bundle = (file: string) => fileURLToPath(import.meta.resolve(`@agora-chat-openapi/spec/${file}`));
const description = readDescription();
const operations = operationsOf(description);
const pages = ownPages();
const html = new Map(pages.map((file) => [file, readSite(file)]));
const htmlOf = (file: string) => html.get(file) ?? "";

test("every page is reached by links from the first", () => {
  const reached = new Set(["index.html"]);
  for (const file of reached) {
    if (html.has(file)) for (const link of linksOf(file, htmlOf(file))) reached.add(link.file);
  }
  expect(pages.filter((file) => !reached.has(file) && file !== "404.html")).toEqual([]);
  for (const operation of operations) expect(reached).toContain(operationPage(operation).file);
});

test("no link leads nowhere", () => {
  const anchors = new Map(pages.map((file) => [file, anchorsOf(htmlOf(file))]));
  const broken = pages.flatMap((page) =>
    linksOf(page, htmlOf(page))
      // Redoc and Scalar make their anchors as they run; the tests in a browser follow them.
      .filter(
        ({ file, anchor }) =>
          !existsSync(join(SITE, file)) ||
          (anchor && anchor !== "search" && anchors.get(file) && !anchors.get(file)?.has(anchor)),
      )
      .map(({ file, anchor }) => `${page}: ${file}#${anchor}`),
  );
  expect(broken).toEqual([]);
});

test("nothing is loaded from other hosts, and no page has code or style of its own that a policy would have to allow", () => {
  for (const page of pages) {
    const text = htmlOf(page);
    expect(text, page).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?\/\//);
    expect(text, page).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>[^<]/);
    expect(text, page).not.toMatch(/<style|<[^>]+\sstyle=|<[^>]+\son\w+="/);
  }
});

test.each(operations)("the page of $id has everything that the description says of it", (operation) => {
  const { id, method, path, summary, parameters, requestBody, responses } = operation;
  const text = words(readableText(readSite(`operations/${id}.html`)));
  const markdown = words(readSite(`operations/${id}.md`));
  const contents = [requestBody, ...responses.values()].flatMap((message) => [...(message?.content.values() ?? [])]);
  const facts = [
    summary,
    `${method} ${path}`,
    ...parameters.flatMap(({ name, description = "" }) => [name, description]),
    ...[...responses].flatMap(([status, response]) => [status, response.description ?? ""]),
    ...contents.flatMap(({ examples }) => [...examples.values()].map((example) => example.summary ?? "")),
  ];
  for (const fact of facts) {
    expect(markdown, "Markdown").toContain(words(fact));
    expect(text, "HTML").toContain(words(fact));
  }
});

test.each(operations)("the page of $id lists each field that is sent or answered, and its bounds", (operation) => {
  const markdown = readSite(`operations/${operation.id}.md`);
  const answers = [...operation.responses.values()].filter(({ status }) => status.startsWith("2"));
  const messages = [operation.requestBody, ...answers].flatMap((message) => [...(message?.content.values() ?? [])]);
  const schemas = [...messages, ...operation.parameters].map((holder) => schemaIn(description, holder));
  const missing = schemas.flatMap((schema) => factsOf(description, schema)).filter((fact) => !markdown.includes(fact));
  expect([...new Set(missing)]).toEqual([]);
});

test("each error code has a page with each of its conditions, and the operations that give it", () => {
  for (const { code, cases } of errorCodes(description)) {
    const text = words(readableText(readSite(errorPage(code).file)));
    for (const { status, example, operations } of cases) {
      expect(text, code).toContain(words(`${status}: ${example.summary}`));
      for (const { summary } of operations) expect(text, code).toContain(words(summary));
    }
  }
});

test("the limits page has each rate, batch and page size", () => {
  const text = readableText(readSite("limits.html"));
  for (const operation of operations) {
    const { summary, extensions } = operation;
    expect(text).toContain(summary);
    expect(text).toContain(extensions["x-rate-limit"].limit.toLocaleString("en"));
    if (extensions["x-batch"]) expect(text).toContain(extensions["x-batch"].max.toLocaleString("en"));
    for (const { size } of paginationsOf(operation)) expect(text).toContain(size);
  }
});

test("what an operation's page is painted from takes about 30 kB on the line, and its scripts 10 kB more", () => {
  const zipped = new Map<string, number>();
  const sizeOf = (file: string) => {
    const size = zipped.get(file) ?? gzipSync(readSite(file)).length;
    zipped.set(file, size);
    return size;
  };
  const sum = (files: string[]) => files.map(sizeOf).reduce((total, size) => total + size, 0);
  const sizes = operations.map(({ id }) => {
    const page = `operations/${id}.html`;
    const loaded = [
      ...htmlOf(page).matchAll(
        /<(?:script|link rel="stylesheet")(?![^>]*media="print")[^>]*?(?:src|href)="\/([^"]+)"/g,
      ),
    ];
    const files = [...new Set(loaded.map(([, file = ""]) => file))];
    return {
      painted: sum([page, ...files.filter((file) => file.endsWith(".css"))]),
      scripts: sum(files.filter((file) => file.endsWith(".js"))),
    };
  });
  const painted = sizes.map((size) => size.painted).sort((a, b) => a - b);
  expect(painted[Math.floor(painted.length / 2)]).toBeLessThan(31_000);
  expect(painted.at(-1)).toBeLessThan(40_000);
  expect(Math.max(...sizes.map(({ scripts }) => scripts))).toBeLessThan(11_000);
});

test.each(["openapi.json", "openapi.yaml"])("%s lies in the site as the bundle has it", (file) => {
  expect(readSite(file)).toBe(readFileSync(bundle(file), "utf8"));
});

test("llms.txt links the Markdown of every page, and each link leads somewhere", () => {
  const text = readSite("llms.txt");
  expect(text).toMatch(/^# .+\n\n> .+\n/);
  const links = [...text.matchAll(/^- \[[^\]]+\]\(([^)]+)\): \S/gm)].map(([, target = ""]) => target);
  for (const link of links) expect(existsSync(join(SITE, link)), link).toBe(true);
  expect(filesOf(".md").filter((file) => !links.includes(file))).toEqual([]);
  expect(pages.filter((file) => file !== "404.html" && !links.includes(file.replace(/html$/, "md")))).toEqual([]);
});

test("links of the plain Markdown lead to Markdown", () => {
  for (const file of filesOf(".md")) {
    for (const [, target = ""] of readSite(file).matchAll(/\]\((?!\w+:|#)([^)#]+)/g)) {
      expect(existsSync(join(SITE, file, "..", target)), `${file}: ${target}`).toBe(true);
    }
  }
});

test("the page of extensions explains each of them, with one that is in the description", () => {
  const schemas = JSON.parse(readFileSync(bundle("extensions.schema.json"), "utf8")) as {
    $defs: Record<string, { properties: Record<string, unknown> }>;
    properties: Record<string, unknown>;
  };
  const text = readSite("extensions.md");
  const names = Object.keys(schemas.properties).flatMap((kind) => Object.keys(schemas.$defs[kind]?.properties ?? {}));
  expect(names).toContain("x-rate-limit");
  for (const name of names) expect(text).toContain(`### \`${name}\``);
  expect(text).toContain('"x-rate-limit": {');
});

test("the changelog has each changeset", () => {
  const folder = fileURLToPath(new URL("../../../.changeset", import.meta.url));
  const text = words(readableText(readSite("changelog.html")));
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md")) {
    const summary = readFileSync(join(folder, file), "utf8").split(/^---$/m)[2] ?? "";
    expect(text).toContain(words(summary.trim()));
  }
});

test("the decisions are there, and the pages of operations lead to theirs", () => {
  const anchors = anchorsOf(readSite("decisions.html"));
  const linked = operations.filter(({ id }) => readSite(`operations/${id}.html`).includes(`decisions.html#${id}"`));
  expect(linked.length).toBeGreaterThan(20);
  for (const { id } of linked) expect(anchors).toContain(id);
});
