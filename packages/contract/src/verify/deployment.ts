/** A deployment of the service: where it is, and which app of it. */

export interface Deployment {
  /** Scheme, host and port, without a trailing slash. */
  baseUrl: string;
  org: string;
  app: string;
}

/**
 * Reads the address of a deployment.
 * @throws TypeError when it is no http(s) address, or has more than scheme, host and port
 */
export function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`"${withoutUser(text)}" is no http(s) address; give one like https://a61.chat.agora.io`);
  }
  if (url.username || url.password) throw new TypeError("an address must not hold a user or a password");
  if (url.pathname !== "/" || url.search || url.hash) {
    throw new TypeError(`"${url.origin}${url.pathname}" has more than scheme, host and port; give ${url.origin}`);
  }
  return url.origin;
}

/** Whether an address leads to this machine whatever a name server says. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function withoutUser(text: string): string {
  return text.replace(/\/\/[^/]*@/, "//").split(/[?#]/)[0] ?? "";
}
