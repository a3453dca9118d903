import { type Fields, field } from "./exchange.ts";

/** The token of a request: that of `Authorization: Bearer …`, the scheme in whichever case; undefined when there is none. */
export function bearerToken(headers: Fields | undefined): string | undefined {
  const [scheme = "", ...token] = field(headers, "authorization")?.trim().split(/\s+/) ?? [];
  return scheme.toLowerCase() === "bearer" && token.length > 0 ? token.join(" ") : undefined;
}
