/** Types of the methods by operation; `generated/methods.ts` says which operation has which. */
import type { Attachment } from "./attachment.ts";
import type { Failure } from "./errors.ts";
import type { FileDownload } from "./file-types.ts";
import type { CallOptions } from "./options.ts";

export type Content<T> = T extends { content: infer C } ? C[keyof C] : never;
export type Body<O> = O extends { requestBody?: infer B } ? Content<NonNullable<B>> : never;
export type SuccessBody<O> = O extends { responses: { 200: infer R } } ? Content<R> : never;
export type Parameters<O, Place extends string> = O extends { parameters: { [P in Place]?: infer T } } ? T : never;

type Empty = Record<never, never>;

/** A key of the arguments: absent where there is nothing to give, optional where nothing is required. */
export type Part<Key extends string, T> = [T] extends [never]
  ? unknown
  : [NonNullable<T>] extends [never]
    ? unknown
    : Empty extends NonNullable<T>
      ? { [K in Key]?: NonNullable<T> | undefined }
      : { [K in Key]: NonNullable<T> };

/** Headers of an operation, and any others. */
type Headers<T> = ([NonNullable<T>] extends [never] ? unknown : NonNullable<T>) & Record<string, unknown>;

/** Arguments of an operation. Header parameters stand among the headers. */
export type Args<O> = Part<"path", Parameters<O, "path">> &
  Part<"query", Parameters<O, "query">> &
  Part<"body", Body<O>> & {
    headers?: Headers<Parameters<O, "header">> | undefined;
  } & CallOptions;

/** What operations ask for that remove more than the one thing they name. */
export interface Confirmed {
  /** Says that this is meant. */
  confirm: true;
}

/** What an operation resolves to. */
export type Data<O> = [SuccessBody<O>] extends [Blob] ? FileDownload : SuccessBody<O>;

/** The outcome of a call that does not throw. `response` has status and headers; its body can be read once more. */
export type Settled<T, Code extends string> =
  | { data: T; error?: undefined; response: Response }
  | { data?: undefined; error: Failure<Code>; response?: Response | undefined };

// Interfaces, since the compiler looks into one only where it is used, and into an alias at once.

/** An operation: it resolves to the data and rejects with a ChatError. */
export interface Method<O, Code extends string, Extra = unknown> {
  (args: Args<O> & Extra): Promise<Data<O>>;
  /** The same call, which resolves to the error in place of rejecting with it. */
  safe(args: Args<O> & Extra): Promise<Settled<Data<O>, Code>>;
}

/** An operation that can be called without arguments. */
export interface OpenMethod<O, Code extends string> {
  (args?: Args<O>): Promise<Data<O>>;
  /** The same call, which resolves to the error in place of rejecting with it. */
  safe(args?: Args<O>): Promise<Settled<Data<O>, Code>>;
}

/** An upload: `url` and `secret` of its data are what a message needs to carry the file. */
export interface UploadMethod<O, Code extends string> {
  (args: Args<O>): Promise<Data<O> & Attachment>;
  /** The same call, which resolves to the error in place of rejecting with it. */
  safe(args: Args<O>): Promise<Settled<Data<O> & Attachment, Code>>;
}

type At<T, Path> = Path extends readonly [infer Key, ...infer Rest]
  ? NonNullable<T> extends infer U
    ? U extends unknown
      ? Key extends keyof U
        ? At<U[Key], Rest>
        : never
      : never
    : never
  : NonNullable<T>;
type Item<List> = List extends readonly (infer T)[] ? T : never;

interface Paging {
  /** Stop after this many pages. */
  maxPages?: number | undefined;
}

interface Limited extends Paging {
  /** The most items to read. */
  limit: number;
}

/** An operation that is read page by page. Iteration ends at an empty page, a repeated cursor or `maxPages`. */
export interface Paged<O, Items> {
  /** Iterates over the pages. */
  pages(args: Args<O> & Paging): AsyncGenerator<Data<O>, void, undefined>;
  /** Iterates over the items of all pages. */
  items(args: Args<O> & Paging): AsyncGenerator<Item<At<Data<O>, Items>>, void, undefined>;
  /** Reads items into a list, and no more pages than that takes. */
  toArray(args: Args<O> & Limited): Promise<Item<At<Data<O>, Items>>[]>;
}

/** One that needs no arguments besides. */
export interface OpenPaged<O, Items> {
  /** Iterates over the pages. */
  pages(args?: Args<O> & Paging): AsyncGenerator<Data<O>, void, undefined>;
  /** Iterates over the items of all pages. */
  items(args?: Args<O> & Paging): AsyncGenerator<Item<At<Data<O>, Items>>, void, undefined>;
  /** Reads items into a list, and no more pages than that takes. */
  toArray(args: Args<O> & Limited): Promise<Item<At<Data<O>, Items>>[]>;
}

/** One part of a batch: the names it was for, and what became of it. */
export type Chunk<T, Code extends string, Name> = { items: Name[] } & Settled<T, Code>;

/** An operation that takes many names. */
export interface Batched<O, Code extends string, List> {
  /**
   * Takes any number of names: splits them at the documented limit, and keeps their order. It never rejects for a part
   * that fails. A name that cannot be sent is a TypeError before anything is.
   */
  batch(
    args: Args<O> & {
      /** How many parts are sent at a time. @default 4 */
      concurrency?: number | undefined;
    },
  ): Promise<Chunk<Data<O>, Code, Item<At<Args<O>, List>>>[]>;
}
