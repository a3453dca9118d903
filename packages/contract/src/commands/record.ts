import { UsageError } from "../errors.ts";
import { RecordingError } from "../recorded/notes.ts";
import { type Recorder, type RecorderOptions, startRecorder } from "../recorded/proxy/recorder.ts";
import { createCommand as command } from "./command.ts";
import { interrupted } from "./interrupts.ts";
import { collect, secretVariable, wholeNumber } from "./parsers.ts";
import { Progress } from "./progress-line.ts";

/** `agora-chat-contract record` */
export function createCommand() {
  return command("record")
    .description(
      "Forwards to the service what you send to it, and writes down both sides without secrets. Ctrl-C stops it.",
    )
    .requiredOption("--target <url>", "base URL of the service, such as https://a61.chat.agora.io", targetUrl)
    .requiredOption(
      "--out <file>",
      "file to write: .har, or .ndjson with one HAR entry a line; it is complete after each exchange",
    )
    .option("--append", "add to the file when it is there already")
    .option("--port <number>", "port to listen on; 0 takes a free one", wholeNumber("--port", 0, 65535), 4020)
    .option("--host <address>", "address to listen on; 0.0.0.0 opens the proxy to other machines", "127.0.0.1")
    .option(
      "--secret-env <name>",
      "environment variable whose value is taken out as well; may be given many times",
      collect(secretVariable("--secret-env")),
      [],
    )
    .action(async (options) => {
      await record(options);
    });
}

type Options = ReturnType<ReturnType<typeof createCommand>["opts"]>;

/** Records until Ctrl-C. */
async function record({ out, append, host, port, target, secretEnv }: Options): Promise<void> {
  const progress = new Progress();
  let failed = 0;
  const recorder = await start({
    ...{ target, out, append: append === true, host, port },
    secrets: secretEnv.map((name) => process.env[name] ?? ""),
    onWritten: (count) => progress.show(() => `${count} exchanges recorded`),
    onFailure: (method, url, reason) => {
      failed += 1;
      progress.clear();
      console.error(`not recorded: ${method} ${url}: ${reason}`);
    },
  });
  console.log(`Recording ${target}: send your requests to ${recorder.url}. Ctrl-C stops.`);
  await Promise.race([interrupted(), recorder.broken]).catch((error: Error) => {
    throw new UsageError(`${out} can no longer be written: ${error.message}`);
  });
  await recorder.close();
  progress.clear();
  const missing = failed > 0 ? `; ${failed} were not completed and are not in it` : "";
  const exchanges = recorder.written === 1 ? "1 exchange" : `${recorder.written} exchanges`;
  console.log(`${exchanges} recorded in ${out}${missing}`);
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

/** The message does not quote the URL, which may hold a password. */
function targetUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new UsageError("--target is a URL without a query, such as https://a61.chat.agora.io");
  }
  if (url.username || url.password) {
    throw new UsageError("--target holds no user name and password; clients send theirs");
  }
  return url.href.replace(/\/$/, "");
}
