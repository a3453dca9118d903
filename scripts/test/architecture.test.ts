// Imports run one way, and lint is what keeps it: each rule is shown to catch what it is there for.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const biome = join(root, "node_modules/.bin/biome");

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const folders = ["spec", "scripts", ...readdirSync(join(root, "packages")).map((name) => `packages/${name}`)];
const manifests = folders.map(
  (folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest,
);
const inWorkspace = ({ dependencies = {}, devDependencies = {} }: Manifest) =>
  Object.keys({ ...dependencies, ...devDependencies }).filter((name) => manifests.some((each) => each.name === name));

describe("packages", () => {
  test("depend on each other without a circle, those for tests included", () => {
    const finished = new Set<string>();
    const visit = (name: string, above: string[]): void => {
      expect(above, `${[...above, name].join(" → ")}`).not.toContain(name);
      const manifest = manifests.find((each) => each.name === name);
      if (!manifest || finished.has(name)) return;
      for (const next of inWorkspace(manifest)) visit(next, [...above, name]);
      finished.add(name);
    };
    for (const { name } of manifests) visit(name, []);
  });

  test("need nothing for the spec, and nothing needs scripts", () => {
    const spec = manifests.find(({ name }) => name === "@agora-chat-openapi/spec");
    expect(spec && inWorkspace(spec)).toEqual([]);
    expect(manifests.filter((each) => inWorkspace(each).includes("@agora-chat-openapi/scripts"))).toEqual([]);
  });
});

describe("lint refuses an import", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "agora-chat-architecture-"));
    const configuration = JSON.parse(readFileSync(join(root, "biome.json"), "utf8")) as Record<string, unknown>;
    writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...configuration, $schema: undefined, vcs: undefined }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What lint says of files, given by their path in the repository. */
  const lint = (files: Record<string, string>): string => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    const { stdout, stderr } = spawnSync(
      biome,
      ["lint", "--colors=off", "--max-diagnostics=none", ...Object.keys(files)],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    return stdout + stderr;
  };

  /** Files, and what they must not import. */
  const forbidden = [
    ["packages/description/src/mutant.ts", "@agora-chat-openapi/mock"],
    ["packages/client/src/mutant.ts", "@agora-chat-openapi/description"],
    ["packages/mock/src/mutant.ts", "@agora-chat-openapi/contract"],
    ["packages/contract/src/mutant.ts", "@agora-chat-openapi/docs/openapi.json"],
    ["packages/docs/src/mutant.ts", "@agora-chat-openapi/testing/browser.ts"],
    ["packages/emulator/src/http/mutant.ts", "@agora-chat-openapi/client"],
    ["packages/emulator/src/operations/users/mutant.ts", "../../http/frame.ts"],
    ["packages/emulator/src/domain/mutant.ts", "../operations/handlers.ts"],
    ["packages/emulator/src/callbacks/mutant.ts", "../http/frame.ts"],
    ["packages/emulator/src/domain/mutant.ts", "../callbacks/raised.ts"],
    ["packages/emulator/src/operations/users/mutant.ts", "../../callbacks/raised.ts"],
    ["packages/emulator/src/store/mutant.ts", "../domain/user.ts"],
    ["packages/emulator/src/world/mutant.ts", "../store/store.ts"],
    ["packages/description/src/document/mutant.ts", "../schemas/schemas.ts"],
    ["packages/description/src/schemas/mutant.ts", "../operations/content.ts"],
    ["packages/description/src/operations/mutant.ts", "../validate/problem.ts"],
    ["packages/description/src/validate/mutant.ts", "../examples/choose-example.ts"],
    ["packages/description/src/document/mutant.ts", "@agora-chat-openapi/http"],
    ["packages/contract/src/check/redactor/mutant.ts", "../../reports/result.ts"],
    ["packages/contract/src/reports/html/mutant.ts", "../../live/journey.ts"],
    ["packages/contract/src/diff/mutant.ts", "../check/checker.ts"],
    ["packages/contract/src/fetch/mutant.ts", "../recorded/notes.ts"],
    ["packages/contract/src/matchers/mutant.ts", "../commands/check.ts"],
    ["packages/contract/src/recorded/har/mutant.ts", "../../live/journey.ts"],
    ["packages/contract/src/live/runner/mutant.ts", "../../commands/verify.ts"],
    ["packages/docs/src/facts/mutant.ts", "../markdown/errors.ts"],
    ["packages/docs/src/markdown/mutant.ts", "../viewers/viewers.ts"],
    ["packages/emulator/src/world/mutant.ts", "@agora-chat-openapi/mock"],
    ["packages/mock/test/mutant.ts", "@agora-chat-openapi/scripts/start.ts"],
  ].map(([file = "", from = ""], index) => ({ file: file.replace("mutant", `mutant-${index}`), from }));
  /** Lint starts once for all of them. */
  let report: string;
  beforeAll(() => {
    report = lint(Object.fromEntries(forbidden.map(({ file, from }) => [file, `import "${from}";\n`])));
  });

  test.each(forbidden)("of $file from $from", ({ file }) => {
    expect(report).toContain(`${file}:1:8 lint/style/noRestrictedImports`);
  });

  test("that closes a circle", () => {
    const circle = {
      "packages/mock/src/one.ts": 'import { two } from "./two.ts";\nexport const one = () => two;\n',
      "packages/mock/src/two.ts": 'import { one } from "./one.ts";\nexport const two = () => one;\n',
    };
    expect(lint(circle)).toContain("lint/suspicious/noImportCycles");
  });

  test("of a type that closes a circle", () => {
    const circle = {
      "packages/mock/src/three.ts": 'import type { Four } from "./four.ts";\nexport type Three = Four[];\n',
      "packages/mock/src/four.ts": 'import type { Three } from "./three.ts";\nexport type Four = Three | 4;\n',
    };
    expect(lint(circle)).toContain("lint/suspicious/noImportCycles");
  });

  test("but not one that runs down", () => {
    expect(lint({ "packages/mock/src/fine.ts": 'import "@agora-chat-openapi/description";\n' })).not.toContain("lint/");
  });
});

test("nothing that a build makes is committed", () => {
  const { stdout, status } = spawnSync("git", ["ls-files"], { cwd: root, encoding: "utf8" });
  // A copy of the files without history has nothing to look at.
  if (status !== 0) return;
  expect(stdout.split("\n").filter((file) => /(^|\/)(dist|generated|node_modules|coverage)\//.test(file))).toEqual([]);
});
