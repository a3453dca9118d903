/** Keeps requests from being sent that a run must not send. */
import { type Description, operationsOf } from "@agora-chat-openapi/description";
import type { Checker } from "../check/checker.ts";
import type { Fetch } from "../fetch/contract-fetch.ts";
import { isLoopback } from "../loopback.ts";

export interface GuardOptions {
  /** Knows the operation of a request. */
  checker: Checker;
  /** Ids of the operations that are destructive. */
  destructive: Set<string>;
  /** Address of the deployment. */
  baseUrl: string;
  /** Refuses every method but GET and HEAD. */
  readOnly: boolean;
  /** Lets destructive operations go to hosts that are not loopback. */
  allowDestructive: boolean;
}

export interface Guard {
  /** Why an operation must not be sent to the deployment, or undefined. */
  refusal(operationId: string | undefined, method: string): string | undefined;
  /** The same fetch for what may be sent; it follows no redirect, since one could lead to another host. Rejects with a RefusedError. */
  wrap(fetch: Fetch): Fetch;
}

/** The guard kept a request from being sent. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/** Makes the guard of a run. It looks at each request as it leaves, whoever made it. */
export function createGuard({ checker, destructive, baseUrl, readOnly, allowDestructive }: GuardOptions): Guard {
  const refusal = (id: string | undefined, method: string, url = baseUrl) => {
    const isSafe = method === "GET" || method === "HEAD";
    if (readOnly && !isSafe) return `--read-only: ${method} ${id ?? "request"} is not sent`;
    if (isSafe || allowDestructive || isLoopback(url)) return undefined;
    const { host } = new URL(url);
    if (id === undefined) return `${method} of an unknown operation is not sent to ${host} without --allow-destructive`;
    return destructive.has(id) ? `${id} is destructive: not sent to ${host} without --allow-destructive` : undefined;
  };

  return {
    refusal,
    wrap: (fetch) => async (input, init) => {
      const request = new Request(input, { ...init, redirect: "manual" });
      const reason = refusal(checker.operationOf(request.method, request.url), request.method, request.url);
      if (reason) throw new RefusedError(reason);
      return fetch(request);
    },
  };
}

/** The ids of the operations with `x-destructive`. */
export function destructiveOperations(description: Description): Set<string> {
  const destructive = operationsOf(description).filter(({ extensions }) => extensions["x-destructive"]);
  return new Set(destructive.map(({ id }) => id));
}
