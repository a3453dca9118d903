/** Multipart bodies, as RFC 2046 and RFC 7578 have them. */
import { parseParameters } from "./header-parameters.ts";

/** One part of a form. */
export interface Part {
  /** The name of its field. */
  name: string;
  /** The name of its file; undefined where it is not a file. */
  filename: string | undefined;
  /** Media type in lower case, or "" where it has none. */
  type: string;
  bytes: Uint8Array;
}

/** The parts, or the fault why it is not a multipart body. */
export type Multipart = { parts: Part[]; fault?: undefined } | { fault: string };

/** Each part costs time, and no form has as many. */
const MAX_PARTS = 1000;

/** In bytes. */
const MAX_HEADERS = 16 * 1024;

const CRLF = "\r\n";
const [CR, LF, DASH, SPACE, TAB] = [13, 10, 45, 32, 9];

/** Where a line with the boundary begins and ends, the line ends around it included, and whether it is the last. */
interface Delimiter {
  begin: number;
  end: number;
  isLast: boolean;
}

/** Takes a multipart body apart. */
export function parseMultipart(body: Uint8Array, boundary: string): Multipart {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = `--${boundary}`;
  let delimiter = nextDelimiter(bytes, mark, 0);
  if (!delimiter) return { fault: missingMark(bytes, mark) };
  const parts: Part[] = [];
  while (!delimiter.isLast) {
    const next = nextDelimiter(bytes, mark, delimiter.end);
    if (!next) return { fault: `part ${parts.length + 1} has no end: no line ${mark}-- follows` };
    if (parts.length === MAX_PARTS) return { fault: `it has more than ${MAX_PARTS} parts` };
    const part = parsePart(bytes.subarray(delimiter.end, Math.max(delimiter.end, next.begin)));
    if (typeof part === "string") return { fault: `part ${parts.length + 1} ${part}` };
    parts.push(part);
    delimiter = next;
  }
  return { parts };
}

function missingMark(bytes: Buffer, mark: string): string {
  return bytes.includes(`${mark}\n`)
    ? "its lines end with LF alone, and not with CRLF"
    : `no part begins with a line ${mark}`;
}

/** The next line that is the boundary. `from` is where a line begins. */
function nextDelimiter(bytes: Buffer, mark: string, from: number): Delimiter | undefined {
  for (let at = bytes.indexOf(mark, from); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    const isLineBegin = at === from || (bytes[at - 2] === CR && bytes[at - 1] === LF);
    let end = at + mark.length;
    const isLast = bytes[end] === DASH && bytes[end + 1] === DASH;
    if (isLast) end += 2;
    while (bytes[end] === SPACE || bytes[end] === TAB) end += 1;
    const isLineEnd = bytes[end] === CR && bytes[end + 1] === LF;
    if (isLineBegin && (isLineEnd || (isLast && end === bytes.length))) {
      return { begin: at - (at === 0 ? 0 : 2), end: isLineEnd ? end + 2 : end, isLast };
    }
  }
  return undefined;
}

/** @returns what it lacks, to follow "part 1" */
function parsePart(bytes: Buffer): Part | string {
  const isBare = bytes.subarray(0, 2).toString("latin1") === CRLF;
  const headerEnd = isBare ? 0 : bytes.indexOf(CRLF + CRLF);
  if (headerEnd < 0) return "has no empty line after its headers";
  if (headerEnd > MAX_HEADERS) return `has headers of more than ${MAX_HEADERS} bytes`;
  const headers = parseHeaders(bytes.toString("utf8", 0, headerEnd));
  if (!headers) return "has a header line without a colon";

  const disposition = headers.get("content-disposition");
  if (disposition === undefined) return "has no Content-Disposition, which names its field";
  const { parameters } = parseParameters(disposition);
  const name = parameters.get("name");
  if (name === undefined) return "has no name in its Content-Disposition";
  const type = parseParameters(headers.get("content-type") ?? "").value.toLowerCase();
  return {
    name,
    filename: parameters.get("filename") ?? (type === "application/octet-stream" ? "" : undefined),
    type,
    bytes: bytes.subarray(isBare ? 2 : headerEnd + 4),
  };
}

function parseHeaders(text: string): Map<string, string> | undefined {
  const headers = new Map<string, string>();
  // A line that begins with a blank goes on with the one before.
  for (const line of text.replaceAll(/\r\n[ \t]+/g, " ").split(CRLF)) {
    if (line === "") continue;
    const colon = line.indexOf(":");
    if (colon < 0) return undefined;
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}
