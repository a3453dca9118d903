import { parseArgs } from "node:util";
import type { Checker } from "../check/checker.ts";
import type { Finding } from "../check/finding.ts";
import { UsageError } from "../errors.ts";
import { type Listener, type ListenerOptions, startListener } from "../recorded/listener.ts";
import { RecordingError } from "../recorded/notes.ts";
import { plural } from "../reports/verdict.ts";
import { endOfRun, openChecker, secretOf, toPort } from "./option-values.ts";
import { checkReportValues, REPORT_OPTIONS, REPORT_USAGE, report } from "./report-options.ts";

export const usage = `usage: agora-chat-contract listen [--port 4030] [--out FILE] [--count N] [reports]

Receives callbacks in place of your server, says of each whether it is as described, and responds with 200. Let a rule of
the console post to it, through a tunnel. Ends with Ctrl-C, or after --count. To listen in on your own server, point the
rule at \`record --target\` and check what that writes.

  --port                 port to listen on; 0 takes a free one
  --host                 address to listen on; 0.0.0.0 opens it to other machines
  --out FILE             write callbacks down, without signatures and secrets: .har, or .ndjson
  --append               add to the file when it is there already
  --callback-secret-env  environment variable with the secret of a rule: signatures are verified; may be given many times
  --verdict NAME         what to respond before delivery, an example of the description: deliver, replace or reject
  --count N              end after so many callbacks
  --description FILE     check against this description, bundled, YAML or JSON
${REPORT_USAGE}`;

const OPTIONS = {
  port: { type: "string", default: "4030" },
  host: { type: "string", default: "127.0.0.1" },
  out: { type: "string" },
  append: { type: "boolean", default: false },
  "callback-secret-env": { type: "string", multiple: true },
  verdict: { type: "string" },
  count: { type: "string" },
  description: { type: "string" },
  ...REPORT_OPTIONS,
} as const;

/** Listens until Ctrl-C or the last callback, and reports. @returns the exit code */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  checkReportValues(values);
  const count = toCount(values.count);
  const secrets = (values["callback-secret-env"] ?? []).map((name) => secretOf(name, "--callback-secret-env"));
  const checker = openChecker(values.description, secrets);
  let onEnough: () => void = () => {};
  const enough = new Promise<void>((resolve) => {
    onEnough = resolve;
  });
  const listener = await start(checker, {
    port: toPort(values.port),
    host: values.host,
    out: values.out,
    append: values.append,
    verdict: values.verdict,
    onCallback(name, findings) {
      console.error(lineOf(name, findings));
      if (listener.received >= count) onEnough();
    },
    onOther: (method, path) => console.error(`${method} ${path}: not a callback`),
  });
  console.error(`Listening on ${listener.url} for callbacks. Ctrl-C ends.`);
  await Promise.race([endOfRun(), enough]);
  await listener.close();
  return report(listener.result(values.out ?? listener.url), values);
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

function toCount(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--count is a number above 0, not "${text}"`);
}
