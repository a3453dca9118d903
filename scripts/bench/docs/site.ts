/**
 * What a reader waits for: our reference and a page of one operation beside Redocly's default build, Scalar, Swagger UI
 * and Elements, of the same description in one run. Nothing but the local server answers, so what a viewer would load
 * from other hosts is not counted.
 */
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { launchBrowser } from "@agora-chat-openapi/testing/browser.ts";
import type { Browser, Page } from "playwright-core";
import { type GzipServer, serveGzipped } from "./gzip-server.ts";
import { type Viewer, writeViewers } from "./viewers.ts";

const RUNS = 3;
const OPERATION = "listChatroomMembers";
/** 1.6 Mbit/s down, 0.75 up, 150 ms there and back: bytes/s and ms. */
const SLOW_LINE = { offline: false, downloadThroughput: 200_000, uploadThroughput: 93_750, latency: 150 };
const SLOW_PROCESSOR = 4;

const run = promisify(execFile);
const docs = fileURLToPath(new URL("../../../packages/docs/", import.meta.url));
const source = fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json"));
const redocly = createRequire(join(docs, "package.json")).resolve("@redocly/cli/bin/cli.js");
const operation = operationsOf(readDescription()).find(({ id }) => id === OPERATION);
if (!operation) throw new Error(`the description has no ${OPERATION}`);
const summary = operation.summary;

const folder = await mkdtemp(join(tmpdir(), "agora-chat-bench-"));
await cp(join(docs, "dist"), folder, { recursive: true });
const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
const buildDocs = [redocly, "build-docs", source, "--inlineBundle", "--output", join(folder, "redoc.html")];
const theirs = await median(() => timed(() => run(process.execPath, buildDocs, { env })));
const ours = await median(() => timed(() => run(process.execPath, ["src/build.ts", folder], { cwd: docs })));

const viewers = writeViewers(folder, operation);
const server = await serveGzipped(folder);
const browser = await launchBrowser();
const rows: Record<string, Record<string, number | string>> = {};
for (const viewer of viewers) rows[viewer.name] = await measure(browser, server, viewer);
await browser.close();
server.close();
await rm(folder, { recursive: true });

console.table(rows);
console.log(`build: this site ${ours} ms, redocly build-docs ${theirs} ms, ratio ${(ours / theirs).toFixed(2)}`);

async function measure(browser: Browser, server: GzipServer, { page, link, heading }: Viewer) {
  await visit(browser, (tab) => tab.goto(`${server.url}/${page}`)); // fills the server's cache
  server.sent();
  const inView = (tab: Page) => untilInView(tab, `${server.url}/${link}`, heading);
  return {
    "first paint, ms": await median(() => visit(browser, (tab) => untilPaint(tab, `${server.url}/${page}`))),
    "in view on a slow line, ms": await median(() => visit(browser, inView, true)),
    "gzip, kB": await visit(browser, async (tab) => {
      server.sent();
      await inView(tab);
      return Math.round(server.sent() / 1000);
    }),
    "without JavaScript": (await visit(browser, (tab) => showsWithout(tab, `${server.url}/${link}`), false, false))
      ? "yes"
      : "no",
  };
}

/** Does something in a fresh context, where nothing is cached. */
async function visit<T>(browser: Browser, act: (tab: Page) => Promise<T>, slow = false, javaScriptEnabled = true) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "en-US",
    javaScriptEnabled,
  });
  const tab = await context.newPage();
  await tab.route(
    (url) => url.hostname !== "localhost",
    (route) => route.abort(),
  );
  if (slow) {
    const session = await context.newCDPSession(tab);
    await session.send("Network.emulateNetworkConditions", SLOW_LINE);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW_PROCESSOR });
  }
  const result = await act(tab);
  await context.close();
  return result;
}

async function untilPaint(tab: Page, url: string): Promise<number> {
  await tab.goto(url);
  const paint = await tab.waitForFunction(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    undefined,
    { polling: 50 },
  );
  return Math.round((await paint.jsonValue()) ?? 0);
}

/** Ms from the start of navigation until the summary of the operation is within the window. */
async function untilInView(tab: Page, url: string, heading: string): Promise<number> {
  await tab.goto(url, { waitUntil: "commit", timeout: 120_000 });
  const shown = await tab.waitForFunction(
    ({ heading, summary }) =>
      [...document.querySelectorAll(heading)].some((element) => {
        const { top, height } = element.getBoundingClientRect();
        return element.textContent?.startsWith(summary) && height > 0 && top >= 0 && top < innerHeight;
      }) && performance.now(),
    { heading, summary },
    { polling: 50, timeout: 120_000 },
  );
  return Math.round(Number(await shown.jsonValue()));
}

async function showsWithout(tab: Page, url: string): Promise<boolean> {
  await tab.goto(url);
  return tab.getByText(summary).first().isVisible();
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return Math.round(performance.now() - start);
}

async function median(measureOnce: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let count = 0; count < RUNS; count++) values.push(await measureOnce());
  return values.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}
