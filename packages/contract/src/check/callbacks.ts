/** Holds callbacks to the description: what the service posts to an app server, and what that responds. */
import { type Signed, signCallback } from "@agora-chat-openapi/callbacks";
import { type Description, isObject, type Webhook, webhookFor, webhooksOf } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import {
  checkRequest,
  checkResponse,
  type ExchangeRequest,
  type ExchangeResponse,
  type Problem,
  readJson,
} from "@agora-chat-openapi/description/validate";
import { REMOVED } from "./redactor/redactor.ts";

/** A request that is signed as callbacks are. */
export interface SeenCallback {
  /** Undefined when the description does not have it. */
  webhook: Webhook | undefined;
  body: Record<string, unknown> & Signed;
}

/** What callbacks are called that the description does not have. */
export const UNKNOWN = "unknown callback";

export interface CallbackRules {
  /** The callback that a request is, or undefined for one that is none. */
  callbackOf(request: ExchangeRequest): SeenCallback | undefined;
  /** What a callback and the response to it break. */
  problemsOf(callback: SeenCallback, request: ExchangeRequest, response: ExchangeResponse): Problem[];
}

/** @param secrets of callback rules; without any, signatures are not verified */
export function callbackRules(description: Description, secrets: readonly string[]): CallbackRules {
  const webhooks = webhooksOf(description);
  const schemas = schemasOf(description);

  function responseProblems(webhook: Webhook | undefined, response: ExchangeResponse, at: string): Problem[] {
    const { status } = response;
    if (status !== 200) {
      const message = `expected the receiver to respond 200, got ${status}`;
      return [{ rule: "callback/response", pointer: "", message, schemaPointer: at, value: status }];
    }
    const asks = webhook?.extensions["x-callback"]?.delivery === "before";
    return asks ? checkResponse(schemas, webhook, response) : [];
  }

  return {
    callbackOf({ method, body }) {
      if (method.toUpperCase() !== "POST" || body === undefined || !mayBeSigned(body)) return undefined;
      const read = readJson(body);
      if (read.fault !== undefined || !isSigned(read.value)) return undefined;
      return { webhook: webhookFor(webhooks, read.value), body: read.value };
    },
    problemsOf({ webhook, body }, request, response) {
      const at = webhook?.pointer ?? "/webhooks";
      const ofResponse = responseProblems(webhook, response, at);
      const ofSignature = signatureProblems(body, secrets, at);
      if (!webhook) return [undocumented(body), ...ofSignature, ...ofResponse];
      const problems = checkRequest(schemas, webhook, { ...request, values: [], search: "" });
      return [...problems, ...ofSignature, ...ofResponse];
    },
  };
}

/** Most bodies need not be parsed to know that they are none. */
function mayBeSigned(body: string | Uint8Array): boolean {
  const has = (name: string) => (typeof body === "string" ? body : Buffer.from(body)).includes(`"${name}"`);
  return has("callId") && has("security");
}

function isSigned(value: unknown): value is SeenCallback["body"] {
  return (
    isObject(value) &&
    typeof value["callId"] === "string" &&
    typeof value["security"] === "string" &&
    value["timestamp"] !== undefined
  );
}

function signatureProblems(body: SeenCallback["body"], secrets: readonly string[], at: string): Problem[] {
  const { callId, timestamp, security } = body;
  if (secrets.length === 0 || security === REMOVED) return [];
  if (secrets.some((secret) => signCallback({ callId, timestamp }, { secret }).security === security)) return [];
  const message = "expected the signature that callId, timestamp and the secret make, got another";
  return [{ rule: "callback/signature", pointer: "/security", message, schemaPointer: at, payload: body }];
}

/** Names the fields that tell callbacks apart. */
function undocumented(body: SeenCallback["body"]): Problem {
  const { eventType, chat_type: chatType, reason, payload } = body;
  const operation = isObject(payload) ? payload["operation"] : undefined;
  const told = Object.entries({ eventType, chat_type: chatType, reason, operation })
    .filter(([, value]) => typeof value === "string")
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const message = `expected a described callback, got one with ${told.join(", ") || "none of the fields that tell them apart"}`;
  return { rule: "callback/undocumented", pointer: "", message, schemaPointer: "/webhooks", payload: body };
}
