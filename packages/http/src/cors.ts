/** Lets pages of other origins call the server and read what it responds. Who may is the guard's matter. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** Whether a browser asks beforehand if a page may make a call. */
export function isPreflight({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean {
  return method === "OPTIONS" && headers.origin !== undefined;
}

/** What lets the page that made a call read the response, all headers included; nothing for other callers. */
export function corsHeaders({ origin }: IncomingHttpHeaders): Record<string, string> {
  if (origin === undefined) return {};
  return { "access-control-allow-origin": origin, "access-control-expose-headers": "*", vary: "origin" };
}

/** The response to a preflight: the method and the headers that the page asks for, on a private network as well. */
export function preflightHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const asked = (name: string) => headers[`access-control-request-${name}`];
  const answers = {
    "access-control-allow-methods": asked("method"),
    "access-control-allow-headers": asked("headers"),
    "access-control-allow-private-network": asked("private-network"),
  };
  const given = Object.entries(answers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return { ...corsHeaders(headers), ...Object.fromEntries(given) };
}
