/**
 * `pnpm dev`: serves the site and the mock, and keeps both as the description and the guides are while you edit them.
 *
 *     node dev.ts [--no-build]
 *
 * `--no-build` begins with what was built last.
 */
import { execFile } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { serveLive } from "./live-server.ts";
import { build, closeOnSignal, freePort, ROOT, startBuiltMock } from "./local-servers.ts";

const run = promisify(execFile);
const SPEC = fileURLToPath(new URL("spec", ROOT));
const DOCS = fileURLToPath(new URL("packages/docs", ROOT));
/** What is watched, below the root. The description concerns the mock, too, and a guide neither it nor the reference. */
const SOURCES = { description: "spec", site: "packages/docs/src", guides: "packages/docs/guides" };
const REFERENCE = "reference.html";
/** What a build of the pages does not make: what was there before stays, the reference until it is built as well. */
const KEPT = ["postman_collection.json", REFERENCE];
/** Editors save a file in several steps. In ms. */
const SETTLE = 30;

const { values } = parseArgs({ options: { "no-build": { type: "boolean", default: false } } });
const docsPort = await freePort("dev", "DOCS_PORT", 8080);
const mockPort = await freePort("dev", "MOCK_PORT", 4010);
if (!values["no-build"]) build("dev");

const folder = await mkdtemp(join(tmpdir(), "agora-chat-dev-"));
let site = join(folder, "0");
await cp(join(DOCS, "dist"), site, { recursive: true });
const docs = await serveLive(site, docsPort);
let mock = await startBuiltMock(mockPort);

const changed = new Set<keyof typeof SOURCES>();
let working = false;
let builds = 0;
const watchers = Object.entries(SOURCES).map(([kind, path]) =>
  watch(fileURLToPath(new URL(path, ROOT)), { recursive: true }, (_, file) => {
    // Neither what is built nor what is installed.
    if (file && /^(dist|node_modules|test)\b/.test(file)) return;
    changed.add(kind as keyof typeof SOURCES);
    setTimeout(rebuild, SETTLE);
  }),
);
console.log(`
  Docs        ${docs.url}
  Mock API    ${mock.url.replace("127.0.0.1", "localhost")}

  Edit spec/ or packages/docs/: open pages follow. Ctrl-C stops both.
`);
closeOnSignal(async () => {
  for (const watcher of watchers) watcher.close();
  await Promise.all([docs.close(), mock.close()]);
  await rm(folder, { recursive: true });
});

/** Builds what changed into a folder of its own, so that what is broken never replaces what works. */
async function rebuild(): Promise<void> {
  if (working || changed.size === 0) return;
  working = true;
  const start = performance.now();
  const isDescription = changed.has("description");
  const isReference = isDescription || changed.has("site");
  changed.clear();
  try {
    const next = join(folder, String(++builds));
    await mkdir(next);
    if (isDescription) await bundle("dist/openapi.json");
    for (const file of KEPT.filter((name) => existsSync(join(site, name))))
      await cp(join(site, file), join(next, file));
    // Redoc takes twice as long as all other pages, which do not wait for it.
    const reference = isReference ? buildDocs(next, "reference") : undefined;
    // What is wrong with it is told when it is waited for.
    reference?.catch(() => {});
    await buildDocs(next, "pages");
    docs.show(next, { except: REFERENCE });
    await rm(site, { recursive: true });
    site = next;
    await reference;
    if (isReference) docs.show(next, { only: REFERENCE });
    console.log(`rebuilt in ${Math.round(performance.now() - start)} ms`);
    if (isDescription) await finishDescription();
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & { stdout?: string; stderr?: string };
    const text = `${stdout}${stderr}`.trim() || message;
    console.error(text);
    docs.complain(text);
  }
  working = false;
  await rebuild();
}

async function buildDocs(folder: string, only: "pages" | "reference"): Promise<void> {
  await run(process.execPath, ["src/build.ts", folder, "--only", only], { cwd: DOCS });
}

/** What no open page waits for. */
async function finishDescription(): Promise<void> {
  const yaml = "dist/openapi.yaml";
  await Promise.all([restartMock(), bundle(yaml)]);
  await cp(join(SPEC, yaml), join(site, "openapi.yaml"));
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
