/**
 * Keeps web pages away from a server on localhost: every page that a browser shows can call it, and a name server of the
 * page's owner can make such a call look as if it came from the server itself (DNS rebinding).
 */
import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { HttpError } from "./message.ts";

export interface GuardOptions {
  /**
   * Names by which the server may be called, beside localhost, IP addresses and names without a dot, such as those of
   * containers: `host.docker.internal`, `.example.com` for it and all below it, `*` for any.
   */
  allowHosts?: readonly string[];
  /** Origins whose pages may call the server, beside those on localhost: `https://docs.example.com`, `*` for any. */
  allowOrigins?: readonly string[];
}

/** @throws HttpError 403 for a call that a page of somebody else may have made */
export type Guard = (headers: IncomingHttpHeaders) => void;

/** @throws TypeError for a host or origin that is malformed */
export function createGuard({ allowHosts = [], allowOrigins = [] }: GuardOptions = {}): Guard {
  const hosts = allowHosts.map(toHost);
  const origins = new Set(allowOrigins.map(toOrigin));
  return ({ host, origin }) => {
    // A browser names the host in each request; HTTP/1.0 may not.
    if (host !== undefined && !isAllowedHost(hostname(host), hosts)) {
      throw refusal(`this server is not known as ${host}`, "--allow-host", hostname(host));
    }
    if (origin !== undefined && !isAllowedOrigin(origin, origins, host)) {
      throw refusal(`pages of ${origin} may not call this server`, "--allow-origin", origin);
    }
  };
}

function refusal(what: string, option: string, value: string): HttpError {
  return new HttpError(403, `${what}; if that is not intended, start it with ${option} ${value}`);
}

function isAllowedHost(name: string, allowed: string[]): boolean {
  // Names without a dot are of the machine or its network; nobody else can make them, or an address, lead here.
  if (!name.includes(".") || isLoopback(name) || isIP(name) !== 0) return true;
  return allowed.some((each) => each === "*" || each === name || (each.startsWith(".") && `.${name}`.endsWith(each)));
}

function isAllowedOrigin(origin: string, allowed: Set<string>, host: string | undefined): boolean {
  if (allowed.has("*") || allowed.has(origin.toLowerCase())) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return isLoopback(hostname(url.host)) || url.host === host?.toLowerCase();
}

function isLoopback(name: string): boolean {
  if (isIP(name) === 4) return name.startsWith("127.");
  return name === "::1" || name === "localhost" || name.endsWith(".localhost");
}

/** A host without its port and brackets, in lower case. */
function hostname(host: string): string {
  const [, bracketed, plain = ""] = /^(?:\[(.*)\]|([^:]*))(?::\d*)?$/.exec(host) ?? [];
  return (bracketed ?? plain).toLowerCase().replace(/\.$/, "");
}

function toHost(text: string): string {
  const host = text.toLowerCase();
  const name = host.startsWith(".") ? host.slice(1) : host;
  if (host === "*" || isIP(host) !== 0 || /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name)) return host;
  throw new TypeError(`"${text}" is not a host; give a name without scheme and port, such as mock.example.com`);
}

function toOrigin(text: string): string {
  const origin = text.toLowerCase();
  if (origin === "*" || origin === "null" || /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+$/.test(origin)) return origin;
  throw new TypeError(`"${text}" is not an origin; give scheme, host and port alone, such as https://docs.example.com`);
}
