/** Stored files as responses: as a whole, in part (RFC 9110, section 14), or not again where the caller has them. */
import { once } from "node:events";
import type { StreamedResponse } from "@agora-chat-openapi/http";
import type { StoredFile } from "../operations/handlers.ts";
import type { AppKey, FileStore } from "../store/store.ts";

/** From the first to the last byte, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

export interface FileRequest {
  method: string;
  headers: Readonly<Record<string, string>>;
}

/** @throws Error where the file store does not have the file */
export async function fileResponse(
  store: FileStore,
  app: AppKey,
  { id, type, size }: StoredFile,
  { method, headers: asked }: FileRequest,
): Promise<StreamedResponse> {
  // The bytes of an id never change.
  const etag = `"${id}"`;
  const headers = { etag, "accept-ranges": "bytes", "content-type": type };
  const isGet = method === "GET";
  if (isGet && names(asked["if-none-match"], etag)) return { status: 304, headers: { etag } };
  const range = isGet && (asked["if-range"] ?? etag) === etag ? rangeOf(asked["range"], size) : undefined;
  if (range === "unsatisfiable") {
    return { status: 416, headers: { "content-range": `bytes */${size}`, "accept-ranges": "bytes" }, body: "" };
  }
  const body = store.open(app, id, range);
  await once(body, "open");
  if (!range) return { status: 200, headers: { ...headers, "content-length": String(size) }, body };
  const { first, last } = range;
  const partial = { "content-range": `bytes ${first}-${last}/${size}`, "content-length": String(last - first + 1) };
  return { status: 206, headers: { ...headers, ...partial }, body };
}

/**
 * The part of a file that a `Range` asks for; undefined where it is to be sent as a whole: without one, for several parts at
 * once, and for what is not a range of bytes.
 */
export function rangeOf(field: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(field ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { first: size - length, last: size - 1 };
  }
  if (last !== "" && Number(last) < Number(first)) return undefined;
  if (Number(first) >= size) return "unsatisfiable";
  return { first: Number(first), last: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}

/** Whether a field that lists tags has one of them. */
function names(field: string | undefined, etag: string): boolean {
  const tags = field?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(etag) || tags.includes("*");
}
