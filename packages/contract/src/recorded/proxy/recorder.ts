/** The recording proxy: what passes through it, in a file, without secrets. */
import { Redactor } from "../../check/redactor/redactor.ts";
import { type Recorded, toHarEntry } from "../har/write-entry.ts";
import { withoutSecrets } from "../without-secrets.ts";
import { openRecording } from "../write-recording.ts";
import { type ProxyOptions, startProxy } from "./proxy.ts";

export interface RecorderOptions extends Pick<ProxyOptions, "target" | "port" | "host"> {
  /** File to write, `.har` or `.ndjson`. */
  out: string;
  /** Whether to add to a file that is there already. @default false */
  append?: boolean;
  /** Values to take out beside those under secret names. */
  secrets?: Iterable<string>;
  /** Told how many exchanges are in the file. */
  onWritten?: (count: number) => void;
  /** Told of exchanges that were not completed, and why. */
  onFailure?: (method: string, url: string, reason: string) => void;
}

export interface Recorder {
  /** Where it listens, without a trailing slash. */
  url: string;
  /** How many exchanges are in the file. */
  readonly written: number;
  /** Rejects when the file can no longer be written. */
  broken: Promise<never>;
  /** Stops listening; resolves when all that was under way is in the file. */
  close(): Promise<void>;
}

/**
 * Starts to record.
 * @throws RecordingError when the file cannot be written; Error with `code` "EADDRINUSE" when the port is taken
 */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { target, port, host, out, append = false, secrets, onWritten, onFailure } = options;
  const redactor = new Redactor(secrets);
  let written = 0;
  let fail: (error: Error) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => {}); // Nobody has to wait for it.
  const keep = async (recorded: Recorded) => {
    const exchange = withoutSecrets(redactor, recorded.exchange);
    const entry = toHarEntry({ ...recorded, exchange, statusText: redactor.text(recorded.statusText) });
    await (await opening).append(entry);
    written += 1;
    onWritten?.(written);
  };
  const starting = startProxy({
    target,
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    onRequest: (url, headers) => redactor.learnFrom({ request: { method: "", url, headers }, response: { status: 0 } }),
    onExchange: (recorded) => keep(recorded).catch(fail),
    onFailure: (method, url, reason) => onFailure?.(method, redactor.url(url), redactor.text(reason)),
  });
  // A taken port leaves no file behind.
  const opening = starting.then(() => openRecording(out, { append }));
  const [proxy, file] = await Promise.allSettled([starting, opening]);
  if (proxy.status === "rejected") throw proxy.reason;
  if (file.status === "rejected") {
    await proxy.value.close(0);
    throw file.reason;
  }
  return {
    url: proxy.value.url,
    get written() {
      return written;
    },
    broken,
    async close() {
      await proxy.value.close();
      await file.value.close();
    },
  };
}
