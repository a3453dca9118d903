import { type Checker, createChecker } from "../check/checker.ts";
import type { Finding } from "../check/finding.ts";
import { UsageError } from "../errors.ts";
import { type Listener, type ListenerOptions, startListener } from "../recorded/listener.ts";
import { RecordingError } from "../recorded/notes.ts";
import { plural } from "../reports/plural.ts";
import { addOptions, createCommand as command, describedBy, EXIT_CODES } from "./command.ts";
import { interrupted } from "./interrupts.ts";
import { collect, secretVariable, wholeNumber } from "./parsers.ts";
import { outputsOf, report, reportOptions } from "./report-options.ts";

const DESCRIPTION = [
  "Receives callbacks in place of your server, says of each whether it is as described, and responds with 200. Let a rule",
  "of the console post to it, through a tunnel. Ctrl-C stops it. To listen in on your own server, let the rule post to",
  "`record --target`, and check what that writes.",
].join(" ");

/** `agora-chat-contract listen` */
export function createCommand() {
  const base = command("listen")
    .description(DESCRIPTION)
    .option("--port <number>", "port to listen on; 0 takes a free one", wholeNumber("--port", 0, 65535), 4030)
    .option("--host <address>", "address to listen on; 0.0.0.0 opens it to other machines", "127.0.0.1")
    .option("--out <file>", "write callbacks down, without signatures and secrets: .har, or .ndjson")
    .option("--append", "add to the file when it is there already")
    .option(
      "--callback-secret-env <name>",
      "environment variable with the secret of a callback rule: signatures are verified; may be given many times",
      collect(secretVariable("--callback-secret-env")),
      [],
    )
    .option("--verdict <example>", "what to respond before delivery, an example of the description, such as reject")
    .option("--count <number>", "stop after so many callbacks", wholeNumber("--count", 1))
    .option("--description <file>", "check against this description, bundled, YAML or JSON");
  return addOptions(base, reportOptions)
    .addHelpText("after", EXIT_CODES)
    .action(async (options) => {
      process.exitCode = await run(options);
    });
}

type Options = ReturnType<ReturnType<typeof createCommand>["opts"]>;

/** Listens until Ctrl-C or the last callback, and reports. @returns the exit code */
async function run(options: Options): Promise<number> {
  outputsOf(options);
  const { callbackSecretEnv, description, out, count = Number.POSITIVE_INFINITY } = options;
  const callbackSecrets = callbackSecretEnv.map((name) => process.env[name] ?? "");
  const checker = describedBy(description, () =>
    createChecker({ callbackSecrets, ...(description !== undefined && { description }) }),
  );
  const enough = new AbortController();
  const listener = await start(checker, {
    port: options.port,
    host: options.host,
    out,
    append: options.append === true,
    verdict: options.verdict,
    onCallback(name, findings) {
      console.error(lineOf(name, findings));
      if (listener.received >= count) enough.abort();
    },
    onOther: (method, path) => console.error(`${method} ${path}: not a callback`),
  });
  console.error(`Listening on ${listener.url} for callbacks. Ctrl-C stops.`);
  await interrupted(enough.signal);
  await listener.close();
  return report(listener.result(out ?? listener.url), options);
}

function lineOf(name: string, findings: Finding[]): string {
  return findings.length === 0 ? `${name}: as described` : `${name}: ${plural(findings.length, "finding")}`;
}

async function start(checker: Checker, options: ListenerOptions): Promise<Listener> {
  try {
    return await startListener(checker, options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new UsageError(`cannot listen on ${options.host} port ${options.port}: ${message}`);
    if (error instanceof TypeError) throw new UsageError(`--verdict: ${message}`);
    throw error instanceof RecordingError ? new UsageError(message) : error;
  }
}
