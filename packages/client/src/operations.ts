import type { CallTraits } from "./call-traits.ts";
import type { CallMethod } from "./caller.ts";
import { describedOperations, usualRate } from "./generated/operations.ts";
import type { OperationInfo } from "./operation-info.ts";

let byId: ReadonlyMap<string | symbol, OperationInfo> | undefined;

/** Every operation by its id; all clients share one table. */
export function operationsById(): ReadonlyMap<string | symbol, OperationInfo> {
  byId ??= new Map(
    Object.entries(describedOperations).flatMap(([path, methods = {}]) =>
      Object.entries(methods).map(([method, operation]) => [
        operation.operationId,
        { method: method as CallMethod, path, rate: usualRate, ...operation },
      ]),
    ),
  );
  return byId;
}

/** The operation with that method and path; what little is known of another call. */
export function traitsOf(method: CallMethod, path: string): CallTraits {
  const known = operationsById().get(describedOperations[path]?.[method]?.operationId ?? "");
  return known ?? { operationId: `${method} ${path}` };
}
