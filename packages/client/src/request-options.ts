/** What openapi-fetch is given of a call, once it has passed the checks. */
import { defaultBodySerializer, mergeHeaders } from "openapi-fetch";
import type { Call, CallInit } from "./call.ts";
import type { OperationTraits } from "./call-traits.ts";
import { checkHeaders, checkPath, checkText } from "./checks.ts";
import { toJson } from "./json.ts";
import { LIMIT_NAMES } from "./limits.ts";
import type { Middleware } from "./path-types.ts";

/** A call by path, as its caller gives it. */
export interface RequestInput extends CallInit {
  params?:
    | {
        path?: Record<string, unknown> | undefined;
        query?: Record<string, unknown> | undefined;
        header?: Record<string, unknown> | undefined;
      }
    | undefined;
  headers?: unknown;
  confirm?: unknown;
  middleware?: Middleware[] | undefined;
}

const FORM = "application/x-www-form-urlencoded";

/** The options of a call for openapi-fetch. */
export interface RequestOptions extends Record<string, unknown> {
  fetch?: (request: Request) => Promise<Response>;
  middleware?: Middleware[] | undefined;
}

/** @throws TypeError for what would not be the call that was meant */
export function toRequestOptions(
  path: string,
  traits: OperationTraits,
  call: Call,
  input: RequestInput,
): RequestOptions {
  const { signal, confirm, ...given } = input;
  if (traits.isDestructive && confirm !== true) throw new TypeError("pass confirm: true");
  const { params = {} } = given;
  checkPath(path, params.path ?? {});
  for (const name in params.query) checkText(name, params.query[name]);
  checkHeaders(params.header);
  checkHeaders(input.headers);
  const options: RequestOptions = { ...given, bodySerializer: given.bodySerializer ?? serializerOf(traits) };
  for (const name of LIMIT_NAMES) delete options[name];
  // openapi-fetch knows no lists of pairs.
  if (Array.isArray(input.headers)) options["headers"] = new Headers(input.headers);
  if (traits.body === "form")
    options["headers"] = mergeHeaders({ "content-type": FORM }, options["headers"] as Headers);
  // A form with files is encoded anew for each attempt.
  if (call.form) delete options["body"];
  // The body is parsed here, once middleware has seen the response.
  options["parseAs"] = "stream";
  return options;
}

/** What writes the body; undefined for openapi-fetch's own. */
function serializerOf({ body: kind, int64Body }: OperationTraits): unknown {
  if (int64Body) return (body: unknown) => toJson(body, int64Body);
  if (kind !== "form") return undefined;
  const stock = defaultBodySerializer as (body: unknown, headers: unknown) => unknown;
  return (body: object, headers: unknown) => stock(withoutMissing(body), headers);
}

/** A form would send `undefined` as text. */
function withoutMissing(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}
