/** How fast a recording of 500 MB is checked, and in how much memory. */
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { jsonContent, operationsOf, readDescription } from "@agora-chat-openapi/description";

const MEGABYTES = Number(process.argv[2] ?? 500);
const CLI = fileURLToPath(new URL("../../../packages/contract/dist/cli.js", import.meta.url));

const listing = operationsOf(readDescription()).find(({ id }) => id === "listChatrooms");
const [page] = jsonContent(listing?.responses.get("200"))?.examples.values() ?? [];
const list = JSON.stringify(page?.value);
const base = "https://a61.chat.agora.io/41117440/383391";
const headers = Array.from({ length: 12 }, (_, index) => ({ name: `x-header-${index}`, value: `value ${index}` }));

/** A list of rooms with a token of its own each time, and each 500th time a file of 4 MB. */
function entry(index: number): object {
  const isFile = index % 500 === 499;
  const text = isFile ? Buffer.alloc(4_000_000, index).toString("base64") : list;
  const type = isFile ? "application/octet-stream" : "application/json";
  return {
    startedDateTime: new Date(0).toISOString(),
    time: 1,
    request: {
      method: "GET",
      url: isFile ? `${base}/chatfiles/5fd74830-7f3b-4d9e-9c41-6b1f0d2e8a55` : `${base}/chatrooms?limit=10`,
      headers: [...headers, { name: "authorization", value: `Bearer token-of-user-${index % 1000}` }],
      bodySize: 0,
    },
    response: {
      status: 200,
      headers: [...headers, { name: "content-type", value: type }],
      content: { size: -1, mimeType: type, text, ...(isFile && { encoding: "base64" }) },
    },
  };
}

function* har(): Generator<string> {
  yield '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[\n';
  for (let index = 0, size = 0; size < MEGABYTES * 1e6; index += 1) {
    const text = `${index > 0 ? "," : ""}${JSON.stringify(entry(index))}\n`;
    size += text.length;
    yield text;
  }
  yield "]}}\n";
}

/** Runs `check` by itself. @returns its exit code, output, time in s and peak memory in MB */
async function check(file: string) {
  // The last line is the peak of the process that checked.
  const report = "process.on('exit',()=>console.error(process.resourceUsage().maxRSS))";
  const preload = ["--import", `data:text/javascript,${encodeURIComponent(report)}`];
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, [...preload, CLI, "check", file], { stdio: ["ignore", "pipe", "pipe"] });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { code, output, seconds, megabytes: Number(errors.trim().split("\n").at(-1)) / 1024 };
}

const folder = await mkdtemp(join(tmpdir(), "recorded-"));
try {
  const file = join(folder, "traffic.har");
  await pipeline(Readable.from(har()), createWriteStream(file));
  const { code, output, seconds, megabytes } = await check(file);
  if (code !== 0) throw new Error(output);
  const [, exchanges] = /([\d ,.]+) exchanges checked/.exec(output) ?? [];
  console.log(`recording of ${MEGABYTES} MB, ${exchanges} exchanges: ${(MEGABYTES / seconds).toFixed(0)} MB/s`);
  console.log(`peak memory ${megabytes.toFixed(0)} MB`);
  if (megabytes > 300) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
