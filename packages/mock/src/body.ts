import type { IncomingMessage } from "node:http";
import { bodyTypes, type Operation } from "./description.ts";

/** More than any upload that the API allows, in bytes. */
const MAX_BODY = 32 * 1024 * 1024;

/** A body as Prism wants it, or why the service would not read it. */
export interface ReadBody {
  value: unknown;
  fault?: { status: number; code: string; message: string };
}

/** Reads the whole body. Resolves to undefined when it is larger than the mock takes. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (!("content-length" in request.headers || "transfer-encoding" in request.headers)) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on to the end, so that the client gets the answer and not a reset.
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size <= MAX_BODY ? Buffer.concat(chunks) : undefined;
}

/** Makes sense of a body by the media types that the operation takes. */
export function readableBody(operation: Operation, contentType: string | undefined, body: Buffer): ReadBody {
  const described = bodyTypes(operation);
  if (described.length === 0 || body.length === 0) return { value: undefined };

  const sent = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!described.includes(sent)) {
    const message = `${sent || "no Content-Type"}, but the operation takes ${described.join(" or ")}`;
    return { value: undefined, fault: { status: 415, code: "web_application", message } };
  }
  const text = body.toString("utf8");
  if (sent === "multipart/form-data") return { value: withPartTypes(text) };
  if (sent !== "application/json") return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { value: undefined, fault: { status: 400, code: "json_parse", message: (error as SyntaxError).message } };
  }
}

/** Prism fails on a part without a type of its own, which by RFC 7578 is plain text. */
function withPartTypes(form: string): string {
  return form.replace(/(\r\ncontent-disposition:[^\r\n]*\r\n)(?=\r\n)/gi, "$1Content-Type: text/plain\r\n");
}
