// The app compiled under every way of resolving modules by every TypeScript that apps are on, then run.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const compilers = {
  "TypeScript 5.4": at("../../node_modules/typescript-5.4/bin/tsc"),
  "TypeScript 5.9": at("../../node_modules/typescript-5.9/bin/tsc"),
  "TypeScript 7": at("../../../../node_modules/typescript/bin/tsc"),
};
const resolutions = {
  node10: { file: "app.ts", options: { module: "commonjs", moduleResolution: "node10" } },
  "node16, an ES module": { file: "app.mts", options: { module: "node16" } },
  "node16, CommonJS": { file: "app.cts", options: { module: "node16" } },
  nodenext: { file: "app.mts", options: { module: "nodenext" } },
  bundler: { file: "app.ts", options: { module: "esnext", moduleResolution: "bundler" } },
};

let folder: string;
let mock: Mock;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "compile-matrix-"));
  await mkdir(join(folder, "node_modules/@agora-chat-openapi"), { recursive: true });
  await symlink(at("../.."), join(folder, "node_modules/@agora-chat-openapi/client"));
  await writeFile(join(folder, "package.json"), "{}");
  const app = await readFile(at("app.ts"), "utf8");
  for (const extension of ["ts", "mts", "cts"]) await writeFile(join(folder, `app.${extension}`), app);
  mock = await startMock({ port: 0 });
});
afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

describe.each(Object.entries(compilers))("%s", (version, tsc) => {
  // TypeScript 7 has given node10 up.
  const own = Object.entries(resolutions).filter(([name]) => !(version === "TypeScript 7" && name === "node10"));

  describe.each(own)("with %s", (name, { file, options }) => {
    test.each([false, true])("compiles the app, libraries too; exactOptionalPropertyTypes: %s", async (isExact) => {
      const config = join(folder, `${version}-${name}-${isExact}.json`.replaceAll(" ", "-"));
      const compilerOptions = {
        ...options,
        target: "es2022",
        lib: ["es2022", "dom", "dom.iterable", "dom.asynciterable"],
        types: [],
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: isExact,
        outDir: `${config}.out`,
        rootDir: folder,
      };
      await writeFile(config, JSON.stringify({ compilerOptions, files: [file] }));
      const { stdout } = await run(process.execPath, [tsc, "-p", config]).catch((error: { stdout: string }) => error);
      expect(stdout).toBe("");
    });
  });
});

test.each([
  ["an ES module", "TypeScript-7-node16,-an-ES-module-true.json.out/app.mjs", "import"],
  ["CommonJS", "TypeScript-7-node16,-CommonJS-true.json.out/app.cjs", "require"],
  ["CommonJS of node10", "TypeScript-5.9-node10-true.json.out/app.js", "require"],
])("the app as %s runs", async (_, file, kind) => {
  const path = JSON.stringify(join(folder, file));
  const start = `main(${JSON.stringify(mock.url)}).then(console.log)`;
  const code =
    kind === "import" ? `import { main } from ${path}; ${start}` : `const { main } = require(${path}); ${start}`;
  // Without Node's own way of requiring ES modules, as Jest and older Nodes are.
  const flags = kind === "import" ? ["--input-type=module"] : ["--no-experimental-require-module"];
  const { stdout } = await run(process.execPath, [...flags, "-e", code], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual([
    0,
    true,
    true,
    "200 4",
    "404 service_resource_not_found undefined",
    true,
    "function",
    "function",
    "007",
  ]);
});
