/** Stands in for an app server: receives callbacks, checks each, and writes it down without secrets. */
import { jsonContent, type Webhook, webhooksOf } from "@agora-chat-openapi/description";
import type { Exchange } from "@agora-chat-openapi/description/validate";
import { type HttpRequest, type HttpResponse, serve } from "@agora-chat-openapi/http";
import type { Checker } from "../check/checker.ts";
import type { Finding } from "../check/finding.ts";
import { Findings } from "../check/findings.ts";
import type { Result } from "../reports/result.ts";
import { toHarEntry } from "./har/write-entry.ts";
import { withoutSecrets } from "./without-secrets.ts";
import { openRecording, type RecordingWriter } from "./write-recording.ts";

export interface ListenerOptions {
  /** Port to listen on; 0 takes a free one. */
  port: number;
  /** Address to listen on. */
  host: string;
  /** File to write, `.har` or `.ndjson`; nothing is written without it. */
  out?: string | undefined;
  /** Whether to add to a file that is there already. @default false */
  append?: boolean;
  /** Which documented example to respond with where a callback asks. @default the first */
  verdict?: string | undefined;
  /** Told of each callback, and of what it breaks. */
  onCallback?: (name: string, findings: Finding[]) => void;
  /** Told of requests that are not callbacks. */
  onOther?: (method: string, path: string) => void;
}

export interface Listener {
  /** Where it listens, without a trailing slash. */
  url: string;
  /** How many callbacks have come. */
  readonly received: number;
  /** What they broke. */
  result(subject: string): Result;
  /** Stops listening; resolves when all that came is in the file. */
  close(): Promise<void>;
}

/**
 * Starts to listen.
 * @throws RecordingError when the file cannot be written; TypeError when there is no such verdict; Error with `code`
 * "EADDRINUSE" when the port is taken
 */
export async function startListener(checker: Checker, options: ListenerOptions): Promise<Listener> {
  const { port, host, out, append = false, verdict, onCallback, onOther } = options;
  const verdicts = verdictsOf(webhooksOf(checker.description), verdict);
  const callbacks = new Map<string, number>();
  const findings = new Findings();
  let file: RecordingWriter | undefined;
  let received = 0;

  const respond = async (request: HttpRequest): Promise<HttpResponse> => {
    const startedAt = Date.now();
    const seen = toExchange(request, `callback ${received + 1}`);
    const name = checker.callbackOf(seen);
    if (name === undefined) {
      onOther?.(request.method, request.url.split("?")[0] ?? "");
      return { status: 404, body: "expected a callback: a POST with callId, timestamp and security in its JSON body" };
    }
    received += 1;
    const response: HttpResponse = { status: 200, ...verdicts.get(name) };
    const exchange = {
      request: seen,
      response: { ...response, body: String(response.body ?? "") },
      source: seen.source,
    };
    const found = checker.checkCallback(exchange.request, exchange.response, exchange.source);
    callbacks.set(name, (callbacks.get(name) ?? 0) + 1);
    for (const finding of found) findings.add(finding);
    await file?.append(toEntry(withoutSecrets(checker.redactor, exchange), request, startedAt));
    onCallback?.(name, found);
    return response;
  };

  // Callbacks come through tunnels, under whatever name these have.
  const server = await serve(respond, {
    port,
    host,
    allowHosts: ["*"],
    refuse: ({ status, message }) => ({ status, body: message }),
  });
  try {
    file = out === undefined ? undefined : await openRecording(out, { append });
  } catch (error) {
    await server.close(0);
    throw error;
  }
  return {
    url: server.url,
    get received() {
      return received;
    },
    result: (subject) => ({
      subject,
      exchanges: received,
      unreadBodies: 0,
      incomplete: [],
      passedOver: {},
      callbacks: Object.fromEntries(callbacks),
      findings: findings.groups(),
      coverage: checker.coverage,
      description: checker.description,
    }),
    async close() {
      await server.close();
      await file?.close();
    },
  };
}

/** The response to each callback that asks. @throws TypeError when none has an example of that name */
function verdictsOf(
  webhooks: Webhook[],
  name: string | undefined,
): Map<string, Pick<HttpResponse, "headers" | "body">> {
  const documented = webhooks.flatMap((webhook) => {
    const media = jsonContent(webhook.responses.get("200"));
    return media ? [{ id: webhook.id, examples: media.examples }] : [];
  });
  const names = [...new Set(documented.flatMap(({ examples }) => [...examples.keys()]))];
  if (name !== undefined && !names.includes(name)) {
    throw new TypeError(`there is no verdict "${name}", but ${names.join(", ")}`);
  }
  const headers = { "content-type": "application/json" };
  return new Map(
    documented.map(({ id, examples }) => {
      const example = examples.get(name ?? "") ?? [...examples.values()][0];
      return [id, { headers, body: JSON.stringify(example?.value) }];
    }),
  );
}

function toExchange({ method, url, headers, body }: HttpRequest, source: string) {
  return { method, url: `http://${headers["host"] ?? "localhost"}${url}`, headers, body: body.toString(), source };
}

function toEntry(exchange: Exchange, { body }: HttpRequest, startedAt: number): object {
  const { length } = String(exchange.response.body ?? "");
  return toHarEntry({
    exchange,
    startedAt,
    waitMs: Date.now() - startedAt,
    receiveMs: 0,
    requestSize: body.length,
    responseSize: length,
    statusText: "OK",
  });
}
