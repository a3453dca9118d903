/** Prism's engine, as far as the mock uses it: it validates requests and invents answers. */
import { createRequire } from "node:module";
import { createInstance, type IHttpConfig } from "@stoplight/prism-http";
import type { Answer } from "./answer.ts";
import type { Operation } from "./description.ts";

/** A request in Prism's own form, but for what the mock has decided already. */
export interface CheckedRequest {
  method: string;
  /** Path without query. */
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body: unknown;
}

export interface Prism {
  /** What is wrong with a request, by the description. `code` 401 stands for a missing token. */
  check(operation: Operation, request: CheckedRequest): Promise<{ code: string | number; message: string }[]>;
  /** An answer made up from the schema of a response, without a status from that of the success. */
  invent(operation: Operation, request: CheckedRequest, status?: number): Promise<Answer>;
}

type Components = Parameters<typeof createInstance>[1];
type Input = Parameters<ReturnType<typeof createInstance>["request"]>[0];

/** `DiagnosticSeverity.Error` of @stoplight/types; Prism only warns of deprecated parameters. */
const ERROR = 0;

/** Prism checks requests by the description, and nothing else. */
export const CONFIG: IHttpConfig = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: true },
};

/** Prism has no option against properties that the description does not have; the library that invents them does. */
function inventDocumentedPropertiesOnly(): void {
  const { resolve } = createRequire(import.meta.url);
  const { JSONSchemaFaker } = createRequire(resolve("@stoplight/prism-http"))("json-schema-faker");
  JSONSchemaFaker.option({ fillProperties: false });
}

export function createPrism(): Prism {
  inventDocumentedPropertiesOnly();
  // The router has found the operation, and the answer is not Prism's to choose.
  const route: Components["route"] = ({ resources: [operation] }) =>
    operation ? { _tag: "Right", right: operation } : { _tag: "Left", left: new Error("no operation") };
  const noAnswer: Components["mock"] = () => () => ({ _tag: "Right", right: { statusCode: 200 } });
  const logger = silentLogger();
  const checker = createInstance(CONFIG, { logger, route, mock: noAnswer });
  const inventor = createInstance(CONFIG, { logger, route });

  return {
    async check(operation, request) {
      const result = await checker.request(toInput(request), [operation])();
      if (result._tag === "Left") return [{ code: 400, message: result.left.message }];
      return result.right.validations.input
        .filter(({ severity }) => severity === ERROR)
        .map(({ code = "", message }) => ({ code, message }));
    },

    async invent(operation, request, status) {
      const config = { ...CONFIG, mock: { dynamic: true, ...(status !== undefined && { code: status }) } };
      const result = await inventor.request(toInput(request), [operation], config)();
      if (result._tag === "Left") throw result.left;
      const { statusCode, headers = {}, body } = result.right.output;
      return { status: statusCode, headers, body: typeof body === "string" ? body : JSON.stringify(body ?? "") };
    },
  };
}

function toInput({ method, path, query, headers, body }: CheckedRequest): Input {
  // The service answers in its own type whatever the caller accepts; Prism would refuse.
  const { accept: _, ...others } = headers;
  return {
    method: method.toLowerCase() as Input["method"],
    // Prism's process dies on a plain comma in an array-typed path parameter.
    url: { path: path.replaceAll(",", "%2C"), query },
    headers: others,
    body,
  };
}

/** Prism logs requests with their tokens; the mock logs one line of its own. */
export function silentLogger(): Components["logger"] {
  const nothing = () => {};
  const logger = {
    trace: nothing,
    debug: nothing,
    info: nothing,
    success: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
    child: () => logger,
  };
  return logger as unknown as Components["logger"];
}
