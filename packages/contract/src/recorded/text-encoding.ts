/** Texts of files in UTF-8, whichever encoding they are in. */

/** What the first bytes of a JSON file say of its encoding: a byte order mark, or the zeros beside an ASCII character. */
const ENCODINGS: { label: string; begins: number[]; mark: number }[] = [
  { label: "utf-8", begins: [0xef, 0xbb, 0xbf], mark: 3 },
  { label: "utf-16le", begins: [0xff, 0xfe], mark: 2 },
  { label: "utf-16be", begins: [0xfe, 0xff], mark: 2 },
  { label: "utf-16le", begins: [0x7b, 0x00], mark: 0 },
  { label: "utf-16be", begins: [0x00, 0x7b], mark: 0 },
];

/** The bytes of a text in UTF-8, without a byte order mark. */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  for await (const chunk of chunks) {
    let rest = chunk;
    if (isFirst) {
      isFirst = false;
      const encoding = ENCODINGS.find(({ begins }) => begins.every((byte, index) => chunk[index] === byte));
      rest = chunk.subarray(encoding?.mark ?? 0);
      if (encoding && encoding.label !== "utf-8") decoder = new TextDecoder(encoding.label, { ignoreBOM: true });
    }
    yield decoder ? Buffer.from(decoder.decode(rest, { stream: true })) : rest;
  }
  const last = decoder?.decode();
  if (last) yield Buffer.from(last);
}
