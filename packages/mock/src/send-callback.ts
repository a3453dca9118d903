/** Posts documented callbacks to a receiver, signed as the service signs them. */
import { randomUUID } from "node:crypto";
import { type Signed, signCallback } from "@agora-chat-openapi/callbacks";
import { type Description, readDescription, type Webhook, webhooksOf } from "@agora-chat-openapi/description";
import { exampleRequests } from "@agora-chat-openapi/description/examples";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { checkResponse } from "@agora-chat-openapi/description/validate";

export interface SendCallbackOptions {
  /** Where to post it. */
  url: string;
  /** The secret that the receiver knows. */
  secret: string;
  /** The name of one of its documented examples. @default the first */
  example?: string;
  /** Fields in place of those of the example. `callId` and `timestamp` are new each time unless they are given here. */
  fields?: Record<string, unknown>;
  /** How long to wait for the response, in ms. @default what the description says */
  timeoutMs?: number;
}

export interface SentCallback {
  /** What was posted. */
  body: Record<string, unknown> & Signed;
  /** What came back. */
  response: { status: number; body: string };
  /** Whether the service would be content: the status is 200, and a verdict that is asked for is one. */
  accepted: boolean;
  /** What is wrong with the response, one sentence each. */
  problems: string[];
}

/**
 * Posts the documented example of a callback to a receiver.
 * @param name the name of a callback, such as `messageSent`
 * @throws TypeError for a name, example or URL that is not one; Error when nothing came back in time, with its `cause`
 */
export function sendCallback(name: string, options: SendCallbackOptions): Promise<SentCallback> {
  return sendCallbackOf(readDescription(), name, options);
}

/** Posts a callback of a description. */
export async function sendCallbackOf(
  description: Description,
  name: string,
  options: SendCallbackOptions,
): Promise<SentCallback> {
  const webhook = webhooksOf(description).find(({ id }) => id === name);
  if (!webhook) throw new TypeError(`there is no callback ${JSON.stringify(name)}`);
  const body = signCallback(bodyOf(webhook, options), options);
  const response = await post(webhook, body, options);
  const problems = problemsOf(description, webhook, response);
  return { body, response, accepted: problems.length === 0, problems };
}

function bodyOf(webhook: Webhook, { example, fields }: SendCallbackOptions): Record<string, unknown> & Signed {
  const examples = exampleRequests(webhook);
  const [first = ""] = examples.keys();
  const found = examples.get(example ?? first);
  if (!found) {
    throw new TypeError(
      `${webhook.id} has no example ${JSON.stringify(example)}, but ${[...examples.keys()].join(", ")}`,
    );
  }
  const documented = found.body as Record<string, unknown> & Signed;
  const [appKey = ""] = documented.callId.split("_");
  return { ...documented, callId: `${appKey}_${randomUUID()}`, timestamp: Date.now(), ...fields };
}

async function post(
  webhook: Webhook,
  body: object,
  { url, timeoutMs = webhook.extensions["x-callback"].timeoutMs }: SendCallbackOptions,
): Promise<SentCallback["response"]> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new TypeError(`${JSON.stringify(url)} is not a URL to post to, such as http://localhost:3000/callbacks`);
  }
  try {
    const response = await fetch(url, {
      method: webhook.method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.text() };
  } catch (cause) {
    const { name, cause: reason, message } = cause as Error;
    const why =
      name === "TimeoutError" ? `not within ${timeoutMs} ms` : ((reason as Error | undefined)?.message ?? message);
    throw new Error(`${new URL(url).origin} did not respond: ${why}`, { cause });
  }
}

/** The service looks at the status, and at the body only where it asked. */
function problemsOf(description: Description, webhook: Webhook, { status, body }: SentCallback["response"]): string[] {
  if (status !== 200) return [`expected status 200, got ${status}`];
  if (webhook.extensions["x-callback"].delivery === "after") return [];
  const headers = { "content-type": "application/json" };
  return checkResponse(schemasOf(description), webhook, { status, headers, body }).map(({ message }) => message);
}
