/** A client of a deployment whose exchanges are all checked, counted and guarded. */
import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { type Description, readDescription } from "@agora-chat-openapi/description";
import { type Checker, createChecker } from "../check/checker.ts";
import { Findings } from "../check/findings.ts";
import { contractFetch, type Fetch } from "../fetch/contract-fetch.ts";
import type { Deployment } from "./deployment.ts";
import { createGuard, destructiveOperations, type Guard, RefusedError } from "./guard.ts";
import { currentScope } from "./scope.ts";

export interface SessionOptions {
  deployment: Deployment;
  token: string;
  /** Refuses every method but GET and HEAD before it is sent. @default false */
  readOnly?: boolean;
  /** Lets destructive operations go to hosts that are not loopback. @default false */
  allowDestructive?: boolean;
  /** The description, or its file. @default the shipped one */
  description?: string | Description;
  /** What sends requests in the end. @default globalThis.fetch */
  fetch?: Fetch;
}

export interface Session {
  readonly deployment: Deployment;
  /** The typed client; it keeps within the documented rates. */
  readonly chat: ChatClient;
  readonly checker: Checker;
  readonly guard: Guard;
  readonly findings: Findings;
  /** How many requests had a response. */
  readonly exchanges: number;
  /** How many requests that may create something were aborted, so that they may still do so. */
  readonly abortedWrites: number;
}

/** Opens a session; nothing is sent yet. @throws TypeError for a malformed token or a description that cannot be read */
export function openSession(options: SessionOptions): Session {
  const { deployment, token, description, readOnly = false, allowDestructive = false } = options;
  const checker = createChecker({ secrets: [token], ...(description !== undefined && { description }) });
  const { baseUrl } = deployment;
  const guard = createGuard({
    checker,
    destructive: destructiveIn(checker, description),
    baseUrl,
    readOnly,
    allowDestructive,
  });
  const findings = new Findings();
  let exchanges = 0;
  let abortedWrites = 0;

  const counted: Fetch = async (input, init) => {
    try {
      const response = await guarded(input, init);
      exchanges += 1;
      return response;
    } catch (error) {
      const isAborted = init?.signal?.aborted || currentScope()?.abort.aborted;
      if (isAborted && input instanceof Request && ["POST", "PUT"].includes(input.method)) abortedWrites += 1;
      throw error;
    }
  };
  const guarded = scoped(guard.wrap(below(baseUrl, options.fetch ?? globalThis.fetch)));
  const chat = createChatClient({
    ...deployment,
    // The checker knows paths from the root on.
    baseUrl: new URL(baseUrl).origin,
    token,
    throttle: true,
    fetch: contractFetch(counted, {
      mode: "collect",
      checker,
      onFinding: (finding) => {
        const source = currentScope()?.source;
        findings.add(source ? { ...finding, exchange: { ...finding.exchange, source } } : finding);
      },
    }),
    hooks: {
      // What a hook throws ends the call; what fetch throws would be tried again.
      onRequest({ operationId, method }) {
        currentScope()?.stop.throwIfAborted();
        const reason = guard.refusal(operationId, method);
        if (reason) throw new RefusedError(reason);
      },
    },
  });
  return {
    deployment,
    chat,
    checker,
    guard,
    findings,
    get exchanges() {
      return exchanges;
    },
    get abortedWrites() {
      return abortedWrites;
    },
  };
}

/** The destructive operations, of which a description that was given can make none harmless. */
function destructiveIn(checker: Checker, given: SessionOptions["description"]): Set<string> {
  const own = destructiveOperations(checker.description);
  return given === undefined ? own : new Set([...own, ...destructiveOperations(readDescription())]);
}

/** Sends requests below the path of a gateway, if the address has one. */
function below(baseUrl: string, fetch: Fetch): Fetch {
  const { origin } = new URL(baseUrl);
  if (origin === baseUrl) return fetch;
  return (input, init) => {
    const request = new Request(input, init);
    return fetch(new Request(`${baseUrl}${request.url.slice(origin.length)}`, request));
  };
}

/** Stops and aborts requests with their scope. */
function scoped(fetch: Fetch): Fetch {
  return async (input, init) => {
    const scope = currentScope();
    if (!scope) return fetch(input, init);
    scope.stop.throwIfAborted();
    const signal = init?.signal ? AbortSignal.any([init.signal, scope.abort]) : scope.abort;
    return fetch(input, { ...init, signal });
  };
}
