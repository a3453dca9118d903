import { parseMultipart } from "@agora-chat-openapi/description/validate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readForm } from "../../src/http/form-reader.ts";

const BOUNDARY = "--b";
const CRLF = "\r\n";

/** Hands out a text in pieces of a size. */
async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(form: string | Buffer, size = 1) {
  const files: Record<string, unknown>[] = [];
  const frame = await readForm(pieces(Buffer.from(form), size), BOUNDARY, async (file, bytes) => {
    const parts: Buffer[] = [];
    for await (const part of bytes) parts.push(part);
    files.push({ ...file, bytes: Buffer.concat(parts).toString("latin1") });
  });
  return { frame: frame.toString("latin1"), files };
}

const part = (headers: string, content: string) => `--${BOUNDARY}${CRLF}${headers}${CRLF}${CRLF}${content}${CRLF}`;
const file = (name: string, content: string) =>
  part(`Content-Disposition: form-data; name="file"; filename="${name}"${CRLF}Content-Type: text/plain`, content);
const field = (name: string, content: string) => part(`Content-Disposition: form-data; name="${name}"`, content);
const END = `--${BOUNDARY}--${CRLF}`;

test("files come out whole and apart from the rest, wherever the pieces end", async () => {
  const content = `first${CRLF}--${BOUNDARY}x${CRLF}-- ${CRLF}last${CRLF}`;
  const form = `preamble${CRLF}${field("kind", "photo")}${file("a.txt", content)}${file("b.txt", "")}${END}epilogue`;
  for (let size = 1; size <= form.length; size++) {
    const { frame, files } = await read(form, size);
    expect(files).toEqual([
      { field: "file", name: "a.txt", type: "text/plain", bytes: content },
      { field: "file", name: "b.txt", type: "text/plain", bytes: "" },
    ]);
    expect(frame).toBe(form.replace(content, "x").replace("epilogue", ""));
  }
});

test("a form is broken in the same way without its files", async () => {
  const whole = `${file("a.txt", "content")}${field("kind", "photo")}${END}`;
  const faultOf = (form: string) => parseMultipart(Buffer.from(form), BOUNDARY).fault;
  for (let length = 0; length <= whole.length; length++) {
    const cut = whole.slice(0, length);
    expect(faultOf((await read(cut, 7)).frame)).toBe(faultOf(cut));
  }
  for (const broken of ["", "no form", `--${BOUNDARY}\n`, `--${BOUNDARY}${CRLF}no headers${CRLF}${END}`]) {
    const { frame, files } = await read(broken);
    expect([faultOf(frame), files]).toEqual([faultOf(broken), []]);
  }
});

test("any bytes that are not a boundary come through", async () => {
  const tricky = fc.array(fc.constantFrom("\r", "\n", "-", "--", "b", `--${BOUNDARY}`, " ", "ä", "\0"), {
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(tricky, fc.integer({ min: 1, max: 40 }), async (parts, size) => {
      const bytes = Buffer.from(file("a", parts.join("")) + END);
      const whole = parseMultipart(bytes, BOUNDARY);
      const { files } = await read(bytes, size);
      const expected = whole.fault === undefined ? whole.parts.map(({ bytes }) => Buffer.from(bytes)) : undefined;
      if (expected) expect(files.map(({ bytes }) => bytes)).toEqual(expected.map((each) => each.toString("latin1")));
    }),
  );
});

test("what is not read of a file is dropped, and the rest is read", async () => {
  const form = Buffer.from(`${file("a", "content")}${field("kind", "photo")}${END}`);
  const frame = await readForm(pieces(form, 3), BOUNDARY, async () => {});
  expect(parseMultipart(frame, BOUNDARY)).toMatchObject({ parts: [{ filename: "a" }, { name: "kind" }] });
});

test("a form with very much beside its files is refused", async () => {
  await expect(read(field("text", "x".repeat(1024 * 1024)), 65_536)).rejects.toMatchObject({ status: 413 });
});
