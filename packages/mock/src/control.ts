/** Calls to the mock itself, which are not of the API: `/_mock/…`. */
import { type Description, webhooksOf } from "@agora-chat-openapi/description";
import { exampleRequests } from "@agora-chat-openapi/description/examples";
import { HttpError, type HttpRequest, type HttpResponse } from "@agora-chat-openapi/http";
import { type SendCallbackOptions, sendCallbackOf } from "./send-callback.ts";

const CALLBACKS = "/_mock/callbacks";

/** Whether a path is of the mock itself. */
export function isControl(path: string): boolean {
  return path === "/_mock" || path.startsWith("/_mock/");
}

/** @throws HttpError for a call that the mock does not have, or that is wrong */
export async function respondToControl(
  description: Description,
  { method, body }: HttpRequest,
  path: string,
): Promise<HttpResponse> {
  if (path === CALLBACKS && method === "GET") return json({ callbacks: listCallbacks(description) });
  const name = path.startsWith(`${CALLBACKS}/`) ? path.slice(CALLBACKS.length + 1) : undefined;
  if (name === undefined || method !== "POST") {
    throw new HttpError(404, `${method} ${path}: the mock has GET ${CALLBACKS} and POST ${CALLBACKS}/{name}`);
  }
  if (!webhooksOf(description).some(({ id }) => id === name)) {
    throw new HttpError(404, `there is no callback ${JSON.stringify(name)}; GET ${CALLBACKS} lists them`);
  }
  return json(await send(description, name, optionsOf(body)));
}

function listCallbacks(description: Description): object[] {
  return webhooksOf(description).map((webhook) => ({
    name: webhook.id,
    summary: webhook.summary,
    delivery: webhook.extensions["x-callback"].delivery,
    examples: [...exampleRequests(webhook).keys()],
  }));
}

async function send(description: Description, name: string, options: SendCallbackOptions): Promise<object> {
  try {
    return await sendCallbackOf(description, name, options);
  } catch (error) {
    const { message } = error as Error;
    throw new HttpError(error instanceof TypeError ? 400 : 502, message);
  }
}

/** What each option has to be, and a check of it. */
const OPTIONS: Record<keyof SendCallbackOptions, [expected: string, isIt: (value: unknown) => boolean]> = {
  url: ["the URL of your receiver", (value) => typeof value === "string" && value !== ""],
  secret: ["the secret of your receiver", (value) => typeof value === "string" && value !== ""],
  example: ["the name of an example", (value) => value === undefined || typeof value === "string"],
  fields: ["an object", (value) => value === undefined || isObject(value)],
  timeoutMs: [
    "a number of ms above 0",
    (value) => value === undefined || (Number.isInteger(value) && Number(value) > 0),
  ],
};

function optionsOf(body: Buffer): SendCallbackOptions {
  const options = parse(body);
  for (const [name, [expected, isIt]] of Object.entries(OPTIONS)) {
    if (!isIt(options[name])) throw new HttpError(400, `body: expected "${name}" to be ${expected}`);
  }
  const unknown = Object.keys(options).find((name) => !(name in OPTIONS));
  if (unknown === undefined) return options as unknown as SendCallbackOptions;
  throw new HttpError(400, `body: there is no "${unknown}", but ${Object.keys(OPTIONS).join(", ")}`);
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (isObject(value)) return value;
  } catch {
    // What does not parse is not an object either.
  }
  throw new HttpError(400, 'body: expected JSON such as {"url":"http://localhost:3000/callbacks","secret":"s"}');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function json(value: object): HttpResponse {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
