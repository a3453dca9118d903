import type { CallRun } from "./call-run.ts";
import { ChatRedirectError } from "./errors.ts";
import type { Fetch } from "./options.ts";

/** A request that may be sent elsewhere. */
export interface RedirectableRequest {
  run: CallRun;
  fetch: Fetch;
  /** As openapi-fetch made it and middleware left it. Nobody reads it, so that each attempt can start from it. */
  request: Request;
}

export function isRedirect({ status, type }: Response): boolean {
  return type === "opaqueredirect" || (status >= 300 && status < 400 && status !== 304);
}

/**
 * Follows a redirect for the download of a file, once. Another origin gets no headers, since they hold secrets.
 * @throws ChatRedirectError for any other
 */
export async function followRedirect(
  response: Response,
  from: RedirectableRequest,
  init: RequestInit,
): Promise<Response> {
  const { fetch, request, run } = from;
  const { method, traits } = run.call;
  const refuse = (response: Response, target: URL | undefined): never => {
    // The query may hold a secret.
    throw new ChatRedirectError(target && `${target.origin}${target.pathname}`, run, { response });
  };
  const source = new URL(request.url);
  const target = targetOf(response, source);
  if (!traits.isFile || method !== "GET" || !target || !isAsSafe(target, source)) return refuse(response, target);
  await response.body?.cancel?.();
  const next = await fetch(
    new Request(target, target.origin === source.origin ? request : { credentials: "omit" }),
    init,
  );
  return isRedirect(next) ? refuse(next, targetOf(next, target)) : next;
}

/** Where a redirect leads, where the platform shows it. */
function targetOf({ headers }: Response, base: URL): URL | undefined {
  const location = headers.get("location");
  return location !== null && URL.canParse(location, base) ? new URL(location, base) : undefined;
}

/** Whether the target is at least as safe. */
function isAsSafe(target: URL, source: URL): boolean {
  return target.protocol === "https:" || target.protocol === source.protocol;
}
