import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { toUtf8 } from "../../src/recorded/text-encoding.ts";
import { entry, file, har, read } from "./files.ts";

const text = har([entry({ url: "https://a61.chat.agora.io/41117440/383391/users/jürgen-🏃" }), entry()]);
const little = Buffer.from(text, "utf16le");
const big = Buffer.from(text, "utf16le").swap16();
const encodings: [string, Buffer][] = [
  ["UTF-8", Buffer.from(text)],
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
  ["UTF-16, little end first, with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
  ["UTF-16, big end first, with a mark", Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
  ["UTF-16, little end first", little],
  ["UTF-16, big end first", big],
];

test.each(encodings)("a recording in %s is read", async (_, bytes) => {
  const { exchanges, notes } = await read(await file("traffic.har", bytes));
  expect(exchanges.map(({ request }) => request.url.split("/").at(-1))).toEqual(["jürgen-🏃", "chatrooms"]);
  expect(notes).toEqual([]);
  expect((await read(await file("traffic.har.gz", gzipSync(bytes)))).exchanges).toHaveLength(2);
});

test("NDJSON in UTF-16 is read, too", async () => {
  const lines = `${JSON.stringify(entry())}\r\n${JSON.stringify(entry())}`;
  const { exchanges } = await read(await file("traffic.ndjson", Buffer.from(`\ufeff${lines}`, "utf16le")));
  expect(exchanges).toHaveLength(2);
});

test.each(encodings)("%s may be divided anywhere behind its first bytes", async (_, bytes) => {
  for (const size of [3, 5, 64]) {
    const parts = async function* () {
      for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
    };
    const chunks: Uint8Array[] = [];
    for await (const chunk of toUtf8(parts())) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe(text);
  }
});
