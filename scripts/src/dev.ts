/**
 * `pnpm dev`: serves the site and the mock, and keeps both as the description, the guides and the pages are while you
 * edit them.
 *
 *     node dev.ts [--no-build]
 *
 * `--no-build` begins with what was built last.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { watch } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { build, closeOnSignal, freePort, ROOT, startBuiltMock } from "./local-servers.ts";

const run = promisify(execFile);
const SPEC = fileURLToPath(new URL("spec", ROOT));
const DOCS = fileURLToPath(new URL("packages/docs", ROOT));
/** Open pages show what stands here. */
const PROBLEM = join(DOCS, "site/generated/problem.json");
/** What is watched, below the root; Astro watches its own files. Only the description concerns the mock and the reference. */
const SOURCES = {
  description: "spec",
  pages: "packages/docs/src",
  guides: "packages/docs/guides",
  changes: ".changeset",
};
/** Editors save a file in several steps. In ms. */
const SETTLE = 30;

const { values } = parseArgs({ options: { "no-build": { type: "boolean", default: false } } });
const docsPort = await freePort("dev", "DOCS_PORT", 8080);
const mockPort = await freePort("dev", "MOCK_PORT", 4010);
if (!values["no-build"]) build("dev");

await complain("");
// What is edited in its sources is taken by a process of its own.
const { generate } = await import(new URL("packages/docs/src/generate.ts", ROOT).href);
generate();
const astro = await startAstro(docsPort);
let mock = await startBuiltMock(mockPort);

const changed = new Set<keyof typeof SOURCES>();
let working = false;
/** From the first edit of the sources on, the code in this process is out of date. */
let isSource = false;
const watchers = Object.entries(SOURCES).map(([kind, path]) =>
  watch(fileURLToPath(new URL(path, ROOT)), { recursive: true }, (_, file) => {
    // Neither what is built nor what is installed.
    if (file && /^(dist|node_modules|test)\b/.test(file)) return;
    changed.add(kind as keyof typeof SOURCES);
    setTimeout(rebuild, SETTLE);
  }),
);
console.log(`
  Docs        http://localhost:${docsPort}
  Mock API    ${mock.url.replace("127.0.0.1", "localhost")}

  Edit spec/ or packages/docs/: open pages follow. Ctrl-C stops both.
`);
closeOnSignal(async () => {
  for (const watcher of watchers) watcher.close();
  astro.removeAllListeners("exit").kill();
  await mock.close();
});

/** Makes the pages of what changed; what is broken never replaces what works. */
async function rebuild(): Promise<void> {
  if (working || changed.size === 0) return;
  working = true;
  const start = performance.now();
  const isDescription = changed.has("description");
  isSource ||= changed.has("pages");
  changed.clear();
  try {
    if (isDescription) await bundle("dist/openapi.json");
    if (isSource) await node(DOCS, "src/build.ts");
    else generate();
    await complain("");
    console.log(`pages made in ${Math.round(performance.now() - start)} ms`);
    // No open page waits for these.
    if (isDescription)
      await Promise.all([restartMock(), bundle("dist/openapi.yaml"), node(DOCS, "src/viewers/viewers.ts")]);
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & { stdout?: string; stderr?: string };
    const text = `${stdout}${stderr}`.trim() || message;
    console.error(text);
    await complain(text);
  }
  working = false;
  await rebuild();
}

/** Starts Astro's own server, and waits until it answers. Ends the program when Astro ends. */
async function startAstro(port: number): Promise<ChildProcess> {
  const cli = join(DOCS, "node_modules/astro/bin/astro.mjs");
  const child = spawn(process.execPath, [cli, "dev", "--port", String(port), "--host", "localhost"], {
    cwd: DOCS,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  child.once("exit", (code) => process.exit(code ?? 1));
  process.once("exit", () => child.kill());
  for (;;) {
    const isUp = await fetch(`http://localhost:${port}/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Shows a text on open pages, or takes it away when it is empty. */
async function complain(text: string): Promise<void> {
  await writeFile(PROBLEM, JSON.stringify({ text }));
}

async function node(cwd: string, ...args: string[]): Promise<void> {
  await run(process.execPath, args, { cwd });
}

async function bundle(file: string): Promise<void> {
  const redocly = createRequire(join(SPEC, "package.json")).resolve("@redocly/cli/bin/cli.js");
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const options = ["--component-renaming-conflicts-severity=error", "-o", file];
  await run(process.execPath, [redocly, "bundle", "agora-chat", ...options], { cwd: SPEC, env });
}

async function restartMock(): Promise<void> {
  const { port } = new URL(mock.url);
  await mock.close();
  mock = await startBuiltMock(Number(port));
}
