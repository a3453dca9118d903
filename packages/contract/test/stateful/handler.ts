/** How the stateful server responds to an operation. */
import type { State } from "./state.ts";

// biome-ignore lint/suspicious/noExplicitAny: bodies are what the description lets through.
export type Body = any;

export interface Call {
  path: Record<string, string>;
  query: URLSearchParams;
  body: Body;
  headers: Headers;
  /** The body as it came. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** Fields to put over those of the description's example, a file, or an error of the description. */
export type Reply = Record<string, unknown> | Uint8Array<ArrayBuffer> | Refusal;
export type Handlers = Record<string, (call: Call, state: State) => Reply | Promise<Reply>>;

/** An error, by the name of its example in the description. */
export class Refusal {
  readonly example: string;

  constructor(example: string) {
    this.example = example;
  }
}

export const refuse = (example: string): Refusal => new Refusal(example);
export const NOT_FOUND: Refusal = refuse("service_resource_not_found");

/** The names of a path parameter that takes a list. */
export function namesOf(list = ""): string[] {
  return list.split(",");
}

/** One page by cursor, and the cursor of the next where there is one. */
export function pageByCursor<T>(items: T[], query: URLSearchParams): { items: T[]; cursor?: string } {
  const from = Number(Buffer.from(query.get("cursor") ?? "", "base64url").toString() || 0);
  const size = Number(query.get("limit") ?? 10);
  const page = items.slice(from, from + size);
  const isLast = from + size >= items.length;
  return { items: page, ...(!isLast && { cursor: Buffer.from(String(from + size)).toString("base64url") }) };
}

/** One page by number. */
export function pageByNumber<T>(items: T[], query: URLSearchParams): T[] {
  const size = Number(query.get("pagesize") ?? query.get("pageSize") ?? 10);
  const number = Number(query.get("pagenum") ?? query.get("pageNum") ?? 1);
  return items.slice((number - 1) * size, number * size);
}

/** The file of a form. */
export async function fileOf({ bytes, headers }: Call): Promise<File> {
  const form = await new Response(bytes, { headers: { "content-type": headers.get("content-type") ?? "" } }).formData();
  return form.get("file") as File;
}
