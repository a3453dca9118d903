/**
 * Types of the calls by path. They are openapi-fetch's in effect, and a hundred times less work for the compiler of a
 * project that checks its libraries too.
 */
import type { ParseAs } from "./call.ts";
import type { ChatError } from "./errors.ts";
import type { paths } from "./generated/api.ts";
import type { DestructiveCalls } from "./generated/call-traits.ts";
import type { CallOptions } from "./options.ts";
import type { Body, Confirmed, Content, Parameters, Part, SuccessBody } from "./types.ts";

/** The paths that have a method. */
type PathsWith<Method extends string> = {
  [Path in keyof paths]: paths[Path] extends { [M in Method]: object } ? Path : never;
}[keyof paths];

type Operation<Path extends keyof paths, Method extends string> = Method extends keyof paths[Path]
  ? paths[Path][Method]
  : never;

/** What a call by path takes besides the path. */
export type PathInit<O> = Part<
  "params",
  Part<"path", Parameters<O, "path">> & Part<"query", Parameters<O, "query">> & Part<"header", Parameters<O, "header">>
> &
  Part<"body", Body<O>> &
  CallOptions & {
    headers?:
      | ConstructorParameters<typeof Headers>[0]
      | Record<string, string | number | boolean | null | undefined>
      | undefined;
    /** How to read the response. @default "json", and "blob" for files */
    parseAs?: ParseAs | undefined;
    /** Another way to write the query. */
    querySerializer?: ((query: Record<string, unknown>) => string) | undefined;
    /** Another way to write the body, such as a form of your own. */
    bodySerializer?: ((body: Body<O>) => NonNullable<RequestInit["body"]>) | undefined;
    /** Middleware for this call, after that of the client. */
    middleware?: Middleware[] | undefined;
  };

/** What calls ask for that remove more than the one thing they name. */
type Confirm<Method extends string, Path> = Method extends keyof DestructiveCalls
  ? Path extends DestructiveCalls[Method]
    ? Confirmed
    : unknown
  : unknown;

type Read<O, As> = As extends "text"
  ? string
  : As extends "arrayBuffer"
    ? ArrayBuffer
    : As extends "stream"
      ? ReadableStream<Uint8Array> | null
      : As extends "blob"
        ? Blob
        : SuccessBody<O>;
type ErrorOf<O> = O extends { responses: infer R } ? Content<R[Exclude<keyof R, 200>]> : never;

/**
 * The outcome of a call by path: data, or the service's own error body; a ChatError where the response has no such body,
 * or there was none.
 */
export type PathResult<O, As = "json"> =
  | { data: Read<O, As>; error?: undefined; response: Response }
  | { data?: undefined; error: ErrorOf<O>; response: Response }
  | { data?: undefined; error: ChatError; response?: Response | undefined };

type InitArgs<Needed, Init> = Record<never, never> extends Needed ? [init?: Init] : [init: Init];
type AsOf<Init> = Init extends { parseAs: infer As } ? As : "json";

/** Calls a path with one method. */
export type PathCall<Method extends string> = <
  Path extends PathsWith<Method>,
  Init extends PathInit<Operation<Path, Method>> & Confirm<Method, Path>,
>(
  path: Path,
  ...init: InitArgs<PathInit<Operation<Path, Method>> & Confirm<Method, Path>, Init>
) => Promise<PathResult<Operation<Path, Method>, AsOf<Init>>>;

// biome-ignore lint/suspicious/noConfusingVoidType: a middleware that only looks returns nothing
type Returns<T> = T | void | Promise<T | void>;

/** Looks at or replaces requests, responses and errors, as in openapi-fetch. */
export interface Middleware {
  onRequest?(event: MiddlewareEvent): Returns<Request | Response>;
  onResponse?(event: MiddlewareEvent & { response: Response }): Returns<Response>;
  onError?(event: MiddlewareEvent & { error: unknown }): Returns<Response | Error>;
}

export interface MiddlewareEvent {
  request: Request;
  /** The path as described, such as `/chatgroups/{group_id}`. */
  readonly schemaPath: string;
  readonly id: string;
}

/** An openapi-fetch client of every described path, with organization and app bound. */
export interface PathClient {
  GET: PathCall<"get">;
  PUT: PathCall<"put">;
  POST: PathCall<"post">;
  DELETE: PathCall<"delete">;
  /** Registers middleware, which runs around all attempts of a call. */
  use(...middleware: Middleware[]): void;
  /** Takes middleware away. */
  eject(...middleware: Middleware[]): void;
}
