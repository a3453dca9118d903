/** A deployment of the service: where it is, and which app of it. */

export interface Deployment {
  /** What stands before `/{org}/{app}`, without a trailing slash. */
  baseUrl: string;
  org: string;
  app: string;
}

/**
 * Reads the address of a deployment.
 * @throws TypeError when it is not an http(s) address, or has a user, a query or a fragment; the message holds none of them
 */
export function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`"${withoutUser(text)}" is not an http(s) address; give one like https://a61.chat.agora.io`);
  }
  if (url.username || url.password) throw new TypeError("an address must not hold a user or a password");
  const address = `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  if (url.search || url.hash) throw new TypeError(`an address has no query and no fragment; give ${address}`);
  return address;
}

function withoutUser(text: string): string {
  return text.replace(/\/\/[^/]*@/, "//").split(/[?#]/)[0] ?? "";
}
