import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { operations } from "../src/operations/index.ts";

const src = fileURLToPath(new URL("../src/", import.meta.url));
const files = globSync("**/*.ts", { cwd: src }).filter((file) => !file.startsWith("generated/"));
const linesOf = (file: string) => readFileSync(src + file, "utf8").split("\n");

test("no file has more than 300 lines", () => {
  expect(files.filter((file) => linesOf(file).length > 301)).toEqual([]);
});

test("a handler has ten lines at most, but for the one of four grants", () => {
  const long: string[] = [];
  for (const file of files.filter((name) => /^operations\/\w+\//.test(name))) {
    const lines = linesOf(file);
    for (const [begin, line] of lines.entries()) {
      const name = /^ {2}(\w+)\(.*\{$/.exec(line)?.[1];
      if (!name || !(name in operations)) continue;
      const length = lines.slice(begin).indexOf("  },") - 1;
      if (length > 10) long.push(name);
    }
  }
  expect(long).toEqual(["createToken"]);
});

test("the handler of an operation is in the file of the resource that describes it", () => {
  const origin = new URL("../../../spec/", import.meta.url);
  const root = readFileSync(new URL("openapi.yaml", origin), "utf8");
  const astray: string[] = [];
  for (const { id, path } of operationsOf(readDescription())) {
    const [, resource = ""] =
      new RegExp(`  ${path.replace(/[{}]/g, "\\$&")}:\\n +\\$ref: resources/(.*)\\.yaml#`).exec(root) ?? [];
    const source = files.includes(`operations/${resource}.ts`) ? linesOf(`operations/${resource}.ts`) : [];
    if (!source.some((line) => new RegExp(`^ {2}${id}[(:]`).test(line))) astray.push(`${id}: ${resource}`);
  }
  expect(astray).toEqual([]);
});
