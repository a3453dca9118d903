import type { CallTraits } from "./call-traits.ts";
import { operations } from "./generated/operations.ts";
import type { OperationInfo } from "./operation-info.ts";

let byCall: Map<string, OperationInfo> | undefined;

/** The operation with that method and path; what little is known of another call. */
export function traitsOf(method: string, path: string): CallTraits {
  byCall ??= new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const call = `${method} ${path}`;
  return byCall.get(call) ?? { operationId: call };
}
