/** A client of a deployment whose exchanges are all checked, counted and guarded. */
import { randomUUID } from "node:crypto";
import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { type Description, readDescription } from "@agora-chat-openapi/description";
import { type Checker, createChecker } from "../check/checker.ts";
import { Findings } from "../check/findings.ts";
import { contractFetch, type Fetch } from "../fetch/contract-fetch.ts";
import type { Deployment } from "./deployment.ts";
import { createGuard, destructiveOperations, type Guard, RefusedError } from "./guard.ts";
import { rethrowingHookErrors } from "./hook-errors.ts";
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
  /** The same without a token, and with one that the service does not know. */
  readonly chatWithoutToken: ChatClient;
  readonly chatWithInvalidToken: ChatClient;
  readonly checker: Checker;
  readonly guard: Guard;
  readonly findings: Findings;
  /** How many requests had a response. */
  readonly exchanges: number;
  /** How many responses had a body that was not read to its end. */
  readonly unreadBodies: number;
  /** How many requests that may create something were aborted, so that they may still do so. */
  readonly abortedWrites: number;
}

/** Opens a session; nothing is sent yet. @throws TypeError for a malformed token or a description that cannot be read */
export function openSession(options: SessionOptions): Session {
  const { deployment, token, description, readOnly = false, allowDestructive = false } = options;
  const { baseUrl } = deployment;
  const invalidToken = `invalid-${randomUUID()}`;
  const checker = createChecker({
    secrets: [token],
    invalidTokens: [invalidToken],
    ...(description !== undefined && { description }),
  });
  const destructive = destructiveIn(checker, description);
  const guard = createGuard({ checker, destructive, baseUrl, readOnly, allowDestructive });
  const findings = new Findings();
  const counter = new Counter(scoped(guard.wrap(below(baseUrl, options.fetch ?? globalThis.fetch))));
  const fetch = contractFetch(counter.fetch, {
    mode: "collect",
    checker,
    onFinding: (finding) => {
      const source = currentScope()?.source;
      findings.add(source ? { ...finding, exchange: { ...finding.exchange, source } } : finding);
    },
  });
  const connect = (bearer: string, send: Fetch) =>
    rethrowingHookErrors(
      createChatClient({
        ...deployment,
        // The checker knows paths from the root on.
        baseUrl: new URL(baseUrl).origin,
        token: bearer,
        throttle: true,
        fetch: send,
        hooks: {
          // What a hook throws ends the call; what fetch throws would be tried again.
          onRequest({ operationId, method }) {
            currentScope()?.stop.throwIfAborted();
            const reason = guard.refusal(operationId, method);
            if (reason) throw new RefusedError(reason);
          },
        },
      }),
    );
  return {
    deployment,
    chat: connect(token, fetch),
    chatWithoutToken: connect(invalidToken, (input, init) => fetch(withoutToken(new Request(input, init)))),
    chatWithInvalidToken: connect(invalidToken, fetch),
    checker,
    guard,
    findings,
    get exchanges() {
      return counter.exchanges;
    },
    get unreadBodies() {
      return fetch.unreadBodies;
    },
    get abortedWrites() {
      return counter.abortedWrites;
    },
  };
}

/** Counts what passes through a fetch. */
class Counter {
  exchanges = 0;
  abortedWrites = 0;
  readonly fetch: Fetch;

  constructor(fetch: Fetch) {
    this.fetch = async (input, init) => {
      try {
        const response = await fetch(input, init);
        this.exchanges += 1;
        return response;
      } catch (error) {
        const isAborted = init?.signal?.aborted || currentScope()?.abort.aborted;
        if (isAborted && input instanceof Request && ["POST", "PUT"].includes(input.method)) this.abortedWrites += 1;
        throw error;
      }
    };
  }
}

function withoutToken(request: Request): Request {
  request.headers.delete("authorization");
  return request;
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
