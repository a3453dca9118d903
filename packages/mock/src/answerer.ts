import type { Answer } from "./answer.ts";
import { type ReadBody, readableBody } from "./body.ts";
import type { Operation } from "./description.ts";
import { errorAnswer, exampleAnswer } from "./examples.ts";
import { completePreference, parsePrefer } from "./prefer.ts";
import { createPrism } from "./prism.ts";
import { createRouter } from "./router.ts";

/** A request as it came over the wire. `url` is path and query. */
export interface MockRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** Makes the function that answers requests as the description says. */
export function createAnswerer(operations: Operation[], dynamic: boolean): (request: MockRequest) => Promise<Answer> {
  const router = createRouter(operations);
  const prism = createPrism();

  return async ({ method, url, headers, body: bytes }) => {
    const { pathname: path, searchParams } = new URL(url, "http://mock");
    const operation = router.find(method, path);
    if ("allowed" in operation) return notFound(method, path, operation.allowed);

    const fail = (status: number, code: string, message: string) =>
      errorAnswer([operation, ...operations], status, code, message);

    const preference = completePreference(operation, parsePrefer(headers["prefer"]));
    if (typeof preference === "string") return fail(400, "illegal_argument", preference);

    const body: ReadBody = readableBody(operation, headers["content-type"], bytes);
    const request = { method, path, query: queryOf(searchParams), headers, body: body.value };
    const violations = await prism.check(operation, request);
    if (violations.some(({ code }) => code === 401))
      return exampleAnswer(operation, 401) ?? prism.invent(operation, request, 401);
    if (body.fault) return fail(body.fault.status, body.fault.code, body.fault.message);
    if (violations.length > 0) {
      const messages = new Set(violations.map(({ message }) => `${message}.`));
      return fail(400, "illegal_argument", [...messages].join(" "));
    }

    const { code: status = successOf(operation), example } = preference;
    const invented = preference.dynamic ?? dynamic;
    return (!invented && exampleAnswer(operation, status, example)) || prism.invent(operation, request, status);
  };

  function notFound(method: string, path: string, allowed: string[]): Answer {
    const described = allowed.length > 0 ? `${allowed.join(" and ")} there` : "no such path";
    const message = `${method} ${path}: the description has ${described}`;
    return errorAnswer(operations, 404, "service_resource_not_found", message);
  }
}

function successOf({ responses }: Operation): number {
  return Number(responses.find(({ code }) => code.startsWith("2"))?.code ?? 200);
}

function queryOf(searchParams: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const key of new Set(searchParams.keys())) {
    const values = searchParams.getAll(key);
    query[key] = values.length > 1 ? values : (values[0] ?? "");
  }
  return query;
}
