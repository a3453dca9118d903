/** Holds services to refusing those who may not call. */
import type { Operation } from "../operations/operation.ts";
import { bearerToken } from "./credentials.ts";
import { type ExchangeRequest, type ExchangeResponse, field } from "./exchange.ts";
import type { Problem } from "./problem.ts";

const NONE: Problem[] = [];
const BEARER = /^\s*bearer\s+\S/i;

/**
 * What is wrong when a call succeeds that had no token, or one that is known to be invalid. A request whose headers are
 * not known is not judged.
 */
export function checkSecurity(
  { isOpen, pointer }: Operation,
  { headers }: Pick<ExchangeRequest, "headers">,
  { status }: Pick<ExchangeResponse, "status">,
  invalidTokens?: ReadonlySet<string>,
): Problem[] {
  if (isOpen || headers === undefined || status < 200 || status > 299) return NONE;
  const value = field(headers, "authorization");
  if (invalidTokens === undefined && BEARER.test(value ?? "")) return NONE;
  const token = bearerToken(headers);
  if (token !== undefined && !invalidTokens?.has(token)) return NONE;
  const reason = token === undefined ? "the request has no bearer token" : "the token of the request is not valid";
  const message = `expected 401, since ${reason}, got ${status}`;
  return [{ rule: "response/security", pointer: "", message, schemaPointer: pointer, value }];
}
