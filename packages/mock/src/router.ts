import findMyWay from "find-my-way";
import type { Operation } from "./description.ts";

export interface Router {
  /** The operation that a method and path (without query) lead to, or the methods that the path has. */
  find(method: string, path: string): Operation | { allowed: string[] };
}

/** Routes like the service: literal segments win over parameters, case matters. */
export function createRouter(operations: Operation[]): Router {
  // A list of usernames is one segment: 100 names of 64 characters, each comma encoded.
  const router = findMyWay({ maxParamLength: 100 * 67 });
  const methods = [...new Set(operations.map(({ method }) => method.toUpperCase()))];

  for (const operation of operations) {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, ":$1");
    router.on(operation.method.toUpperCase() as findMyWay.HTTPMethod, path, () => {}, { operation });
  }

  const lookUp = (method: string, path: string) =>
    (router.find(method as findMyWay.HTTPMethod, path)?.store as { operation: Operation } | undefined)?.operation;

  return {
    find: (method, path) => lookUp(method, path) ?? { allowed: methods.filter((other) => lookUp(other, path)) },
  };
}
