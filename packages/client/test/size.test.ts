import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

test.each([
  ["createChatClient", 14_000],
  ["createPathClient", 9_700],
])("an app that imports %s gets at most %i bytes, minified and gzipped", async (name, most) => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${name} } from "./index.ts"`,
      resolveDir: fileURLToPath(new URL("../src", import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "esnext",
    // As the published files are compiled.
    tsconfig: fileURLToPath(new URL("../tsconfig.build.json", import.meta.url)),
    write: false,
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThanOrEqual(most);
});
