import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { untested } from "./untested.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const described = operationsOf(readDescription()).flatMap(({ extensions }) =>
  (extensions["x-rules"] ?? []).map(({ id }) => id),
);
const tested = globSync("**/*.test.ts", { cwd: folder }).flatMap((file) =>
  [...readFileSync(folder + file, "utf8").matchAll(/^rule\(\s*"([^"]+)"/gm)].map(([, id]) => String(id)),
);

test("each rule that the description states is tested once, or a reason says why not", () => {
  expect([...tested, ...Object.keys(untested)].sort()).toEqual([...described].sort());
  expect(Object.keys(untested).length).toBeLessThanOrEqual(described.length / 20);
});

test("each operation has a rule, but for those that only repeat another's", () => {
  const silent = operationsOf(readDescription()).filter(
    ({ extensions }) => !extensions["x-rules"] && !extensions["x-alias-of"],
  );
  expect(silent.map(({ id }) => id)).toEqual([]);
});
