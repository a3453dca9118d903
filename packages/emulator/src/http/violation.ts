import type { Operation } from "@agora-chat-openapi/description";
import { errorOfViolation } from "@agora-chat-openapi/description/examples";
import { Refusal, type RefusalName } from "../world/refuse.ts";

/**
 * The refusal of a call that breaks a constraint: the error that the operation documents for it, else a general one.
 * @param values what its text may say: `reason` says in a sentence what is wrong
 */
export function refuseViolation(
  operation: Operation,
  constraint: string,
  values: Readonly<{ reason: string } & Record<string, string>>,
): Refusal {
  const name = errorOfViolation(operation, constraint)?.name ?? general(constraint);
  return new Refusal(name as RefusalName, values);
}

function general(constraint: string): RefusalName {
  if (!constraint.startsWith("token ")) return "IllegalArgument";
  return constraint === "token missing" || constraint === "token expired" ? "Unauthorized" : "AuthBadAccessToken";
}
