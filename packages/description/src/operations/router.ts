import findMyWay from "find-my-way";
import type { Operation } from "./operation.ts";

export interface Route {
  operation: Operation;
  /** The path's parameters in order, decoded. */
  values: string[];
}

export interface Router {
  /** The operation of a method and a path without query. */
  find(method: string, path: string): Route | undefined;
  /** The methods that a path has, sorted. */
  methods(path: string): string[];
}

/** A list of names is one segment; no server or client takes a longer one. In characters. */
const LONGEST_SEGMENT = 1024 * 1024;

/**
 * Routes like the service: literal segments win over parameters, case matters, a slash at the end does not. An empty
 * segment is nobody's value.
 */
export function createRouter(operations: readonly Operation[]): Router {
  const router = findMyWay({ maxParamLength: LONGEST_SEGMENT, ignoreTrailingSlash: true });
  for (const operation of operations) {
    let count = 0;
    const path = operation.path.replaceAll(":", "::").replaceAll(/\{[^}]*\}/g, () => `:p${count++}`);
    router.on(operation.method as findMyWay.HTTPMethod, path, () => {}, operation);
  }
  const methods = [...new Set(operations.map(({ method }) => method))].sort();
  const find: Router["find"] = (method, path) => {
    const found = router.find(method as findMyWay.HTTPMethod, path);
    if (!found) return undefined;
    const values = Object.values(found.params) as string[];
    return values.includes("") ? undefined : { operation: found.store as Operation, values };
  };
  return { find, methods: (path) => methods.filter((method) => find(method, path) !== undefined) };
}
