import { parseArgs } from "node:util";
import { UsageError } from "../errors.ts";
import { RecordingError } from "../recorded/notes.ts";
import { type Recorder, type RecorderOptions, startRecorder } from "../recorded/proxy/recorder.ts";
import { Progress } from "./progress-line.ts";

export const usage = `usage: agora-chat-contract record --target URL --out FILE [--port 4020] [--host 127.0.0.1]

Hands on to the service what you send to it, and writes down both sides without secrets, for check. Ends with Ctrl-C.

  --target      base URL of the service, such as https://a61.chat.agora.io
  --out         file to write: .har, or .ndjson with one HAR entry a line; it is whole after each exchange
  --append      add to the file when it is there already
  --port        port to listen on; 0 takes a free one
  --host        address to listen on; 0.0.0.0 opens the proxy to other machines
  --secret-env  environment variable whose value is taken out as well; may be given many times`;

const OPTIONS = {
  target: { type: "string" },
  out: { type: "string" },
  append: { type: "boolean", default: false },
  port: { type: "string", default: "4020" },
  host: { type: "string", default: "127.0.0.1" },
  "secret-env": { type: "string", multiple: true },
} as const;

/** Records until Ctrl-C. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { out, append, host } = values;
  if (!out) throw new UsageError("takes --out, the file to write, such as traffic.har");
  const target = toTarget(values.target);
  const progress = new Progress();
  let failed = 0;
  const recorder = await start({
    ...{ target, out, append, host, port: toPort(values.port) },
    secrets: (values["secret-env"] ?? []).map(secretOf),
    onWritten: (count) => progress.show(() => `${count} exchanges recorded`),
    onFailure: (method, url, reason) => {
      failed += 1;
      progress.clear();
      console.error(`not recorded: ${method} ${url}: ${reason}`);
    },
  });
  console.log(`Recording ${target}: send to ${recorder.url} what it is to get. Ctrl-C ends.`);
  await Promise.race([endOfRun(), recorder.broken]).catch((error: Error) => {
    throw new UsageError(`${out} can no longer be written: ${error.message}`);
  });
  await recorder.close();
  progress.clear();
  const missing = failed > 0 ? `; ${failed} did not come to an end and are not in it` : "";
  const exchanges = recorder.written === 1 ? "1 exchange" : `${recorder.written} exchanges`;
  console.log(`${exchanges} recorded in ${out}${missing}`);
  return 0;
}

async function start(options: RecorderOptions): Promise<Recorder> {
  try {
    return await startRecorder(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw new UsageError(`port ${options.port} is in use; choose another with --port`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EACCES") {
      throw new UsageError(`cannot listen on ${options.host} port ${options.port}: ${message}`);
    }
    throw error instanceof RecordingError ? new UsageError(message) : error;
  }
}

function endOfRun(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function toTarget(text: string | undefined): string {
  if (text === undefined) throw new UsageError("takes --target, the base URL of the service");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new UsageError("--target is a URL without a query, such as https://a61.chat.agora.io");
  }
  if (url.username || url.password)
    throw new UsageError("--target holds no user name and password; clients send theirs");
  return url.href.replace(/\/$/, "");
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`--port is a number from 0 to 65535, not "${text}"`);
}

function secretOf(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new UsageError(`--secret-env ${name}: there is no such environment variable, or it is empty`);
}
