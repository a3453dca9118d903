// How the service behaves beyond schemas, and how much an app may store, as pages say it.
import { operationsOf, quotasOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { errorsOf } from "../src/facts/errors.ts";
import { rulesOf } from "../src/facts/rules.ts";
import { errorPage, operationPage } from "../src/pages.ts";
import { anchorsOf, readableText, readSite, words } from "./site.ts";

const description = readDescription();
const withRules = operationsOf(description).filter((operation) => rulesOf(operation).length > 0);
const textOf = (file: string) => words(readableText(readSite(file)));

test.each(withRules)("the page of $id has each rule, what it rests on, and the error that it gives", (operation) => {
  const { file } = operationPage(operation);
  const html = readSite(file);
  const text = textOf(file);
  for (const rule of rulesOf(operation)) {
    const error = errorsOf(operation).find(({ rules }) => rules.includes(rule));
    expect(error !== undefined, `${rule.id} gives ${rule.error}`).toBe(rule.error !== undefined);
    expect(text).toContain(words(`${rule.text}${error ? ` ${error.status} ${error.code}` : ""} ${rule.basis}`));
    if (error) expect(html).toContain(`href="../${errorPage(error.code).file}"`);
  }
});

test("the page of an error has the rules that give it", () => {
  for (const { code, rules } of withRules.flatMap(errorsOf)) {
    const text = textOf(errorPage(code).file);
    const missing = rules.filter((rule) => !text.includes(words(`${rule.text} ${rule.basis}`)));
    expect(missing.map(({ id }) => id)).toEqual([]);
  }
});

test("the marks lead to where they are explained", () => {
  const { id } = withRules[0] ?? {};
  const [, anchor = ""] =
    /href="\.\.\/guides\/which-server\.html#([^"]+)"/.exec(readSite(`operations/${id}.html`)) ?? [];
  expect(anchorsOf(readSite("guides/which-server.html"))).toContain(anchor);
  const guide = textOf("guides/which-server.html");
  for (const basis of new Set(withRules.flatMap(rulesOf).map((rule) => rule.basis))) expect(guide).toContain(basis);
});

test("the limits page has each quota, by plan", () => {
  const markdown = readSite("limits.md");
  for (const { description: what, limit, plans } of Object.values(quotasOf(description))) {
    const numbers = limit === undefined ? Object.values(plans ?? {}) : Array.from({ length: 4 }, () => limit);
    const cells = numbers.map((number) => number.toLocaleString("en")).join(" | ");
    expect(words(markdown)).toContain(words(`| ${what.replace(/\.$/, "")} | ${cells} |`));
  }
});
