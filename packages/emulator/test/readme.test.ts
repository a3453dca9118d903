import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const cli = readFileSync(new URL("../src/cli.ts", import.meta.url), "utf8");
const admin = readFileSync(new URL("../admin.yaml", import.meta.url), "utf8");

test("the README has each option of the command", () => {
  const flags = [...cli.matchAll(/"(--[a-z-]+)/g)].map(([, flag]) => flag);
  expect(flags.length).toBeGreaterThan(0);
  expect(flags.filter((flag) => !readme.includes(`\`${flag}`))).toEqual([]);
});

test("the README has each path under /_emulator", () => {
  const paths = [...admin.matchAll(/^ {2}(\/_emulator\S+):$/gm)].map(([, path]) =>
    String(path).replace("{org_name}/{app_name}", "{org}/{app}"),
  );
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !readme.includes(path))).toEqual([]);
});

test("the README says how many calls of the web SDK are there beside the API", () => {
  const sdk = readFileSync(new URL("../sdk.yaml", import.meta.url), "utf8");
  const count = Number(/describes the (\d+) calls/.exec(readme)?.[1]);
  expect(count).toBe([...sdk.matchAll(/operationId:/g)].length);
});
