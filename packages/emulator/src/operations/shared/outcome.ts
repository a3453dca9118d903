/** What became of each name, as responses say it. */
import type { Outcome } from "../../domain/membership.ts";

export interface Result {
  result: boolean;
  reason?: string;
  user: string;
}

export function toResult({ user, reason }: Outcome): Result {
  return reason === undefined ? { result: true, user } : { result: false, reason, user };
}
