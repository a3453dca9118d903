import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readHar } from "../../src/recorded/har/read-har.ts";
import { type Note, RecordingError } from "../../src/recorded/notes.ts";
import { BASE, entry, file, folder, har, ROOMS, read, readOne } from "./files.ts";

const text = JSON.stringify(ROOMS);
const urls = (exchanges: { request: { url: string } }[]) => exchanges.map(({ request }) => request.url);
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => entry({ url: `${BASE}/chatrooms/${index}` }));

describe("files and folders", () => {
  test("a HAR file gives its exchanges in order, each with the file and its number", async () => {
    const path = await file("traffic.har", har(numbered(3), { pages: [{ title: 'the "entries" : [' }] }));
    const { exchanges, notes } = await read(path);
    expect(exchanges.map(({ source }) => source)).toEqual([1, 2, 3].map((number) => `${path} entry ${number}`));
    expect(urls(exchanges)).toEqual([0, 1, 2].map((index) => `${BASE}/chatrooms/${index}`));
    expect(exchanges[0]).toMatchObject({
      request: { method: "GET", headers: { authorization: "Bearer t" }, body: "" },
      response: { status: 200, headers: { "content-type": "application/json" }, body: text },
    });
    expect(notes).toEqual([]);
  });

  test("NDJSON has an entry on each line, whatever ends it", async () => {
    const lines = numbered(3).map((value) => JSON.stringify(value));
    const path = await file("traffic.ndjson", `${lines[0]}\r\n\n${lines[1]}\n${lines[2]}`);
    const { exchanges, notes } = await read(path);
    expect(exchanges.map(({ source }) => source)).toEqual([1, 2, 3].map((number) => `${path} entry ${number}`));
    expect(notes).toEqual([]);
  });

  test("folders are read at any depth, with gzip too, and other files in them are left alone", async () => {
    const root = await folder();
    await mkdir(join(root, "monday/night"), { recursive: true });
    const [one, two, three] = numbered(3);
    await writeFile(join(root, "a.har"), har([one]));
    await writeFile(join(root, "monday/b.har.gz"), gzipSync(har([two])));
    await writeFile(join(root, "monday/night/c.ndjson.gz"), gzipSync(`${JSON.stringify(three)}\n`));
    await writeFile(join(root, "notes.txt"), "no recording");
    expect(urls((await read(root)).exchanges)).toEqual([0, 1, 2].map((index) => `${BASE}/chatrooms/${index}`));
    expect((await read(root, join(root, "a.har"))).exchanges).toHaveLength(3);
  });

  test("a byte order mark and texts with brackets, quotes and backslashes do no harm", async () => {
    const value = { ...ROOMS, uri: '}]"\\", "log": {"entries": [\\' };
    const content = { size: -1, mimeType: "application/json", text: JSON.stringify(value) };
    const path = await file("marked.har", `\ufeff${har([entry({}, { content }), entry()])}`);
    const { exchanges } = await read(path);
    expect(exchanges.map(({ response }) => response.body)).toEqual([content.text, text]);
  });

  test("an entry may be cut anywhere by the parts in which a file is read", async () => {
    const bytes = Buffer.from(har([entry({ url: `${BASE}/ünï\\"` }), 7, "]}", entry()]));
    for (const size of [1, 2, 3, 7, 100]) {
      const parts = async function* () {
        for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
      };
      const notes: string[] = [];
      const found: string[] = [];
      const onNote = ({ source, reason }: Note) => notes.push(`${source} ${reason}`);
      for await (const { request, source } of readHar("x.har", parts(), { onNote })) {
        found.push(`${source} ${request.url}`);
      }
      expect(found).toEqual([`x.har entry 1 ${BASE}/ünï\\"`, `x.har entry 4 ${BASE}/chatrooms`]);
      expect(notes).toEqual(["x.har entry 2 is not a JSON object", "x.har entry 3 is not a JSON object"]);
    }
  });

  test("no more of a file is read than is asked for", async () => {
    const parts = { read: 0 };
    const endless = async function* () {
      yield Buffer.from('{"log":{"entries":[');
      for (;;) {
        parts.read += 1;
        yield Buffer.from(`${JSON.stringify(entry())},`);
      }
    };
    const exchanges = readHar("endless.har", endless(), { onNote: () => {} });
    for (let count = 0; count < 5; count += 1) expect((await exchanges.next()).done).toBe(false);
    await exchanges.return(undefined);
    expect(parts.read).toBe(5);
  });
});

describe("files that are damaged", () => {
  test("what came before the cut of a killed recorder is read, and the cut is named", async () => {
    const whole = har(numbered(3));
    const path = await file("cut.har", whole.slice(0, whole.lastIndexOf("chatrooms/2")));
    const { exchanges, notes } = await read(path);
    expect(exchanges).toHaveLength(2);
    expect(notes).toHaveLength(1);
    expect(notes[0]?.source).toBe(path);
    expect(notes[0]?.reason).toMatch(/^is truncated in the middle of entry 3, at byte \d+; what came before was read$/);
  });

  test("a cut between two entries is named as well", async () => {
    const path = await file("cut.har", `{"log":{"entries":[${JSON.stringify(entry())},`);
    const { exchanges, notes } = await read(path);
    expect(exchanges).toHaveLength(1);
    expect(notes[0]?.reason).toContain("is truncated after entry 1");
  });

  test("the last line of NDJSON may be cut off", async () => {
    const line = JSON.stringify(entry());
    const path = await file("cut.ndjson", `${line}\n${line.slice(0, 40)}`);
    const { exchanges, notes } = await read(path);
    expect(exchanges).toHaveLength(1);
    expect(notes).toEqual([
      {
        source: path,
        reason: expect.stringContaining("truncated in the middle of entry 2"),
        incomplete: "is truncated",
      },
    ]);
  });

  test("a gzip file that is cut off is read as far as it goes", async () => {
    const zipped = gzipSync(`${JSON.stringify(entry())}\n`.repeat(20_000), { level: 1 });
    const path = await file("cut.ndjson.gz", zipped.subarray(0, zipped.length - 100));
    const { exchanges, notes } = await read(path);
    expect(exchanges.length).toBeGreaterThan(10_000);
    expect(notes.map(({ reason }) => reason).join()).toContain("cannot be decompressed to its end");
  });

  test("an entry that cannot be read is noted, and the next one is read", async () => {
    const body = har([entry(), entry()]).replace('"GET"', '"GET", oops');
    const { exchanges, notes } = await read(await file("broken.har", body));
    expect(exchanges.map(({ source }) => source?.split(" ").at(-1))).toEqual(["2"]);
    expect(notes[0]).toMatchObject({ source: expect.stringMatching(/ entry 1$/), reason: "is not valid JSON" });
  });

  test.each([
    ["page.har", "<html>not found</html>", "is not a HAR file"],
    ["openapi.har", '{"openapi":"3.1.0"}', "is not a HAR file"],
    ["list.har", "[1, 2]", "is not a HAR file"],
    ["empty.har", "", "is empty"],
    ["empty.ndjson", "\n", "is empty"],
    ["text.ndjson", "one\ntwo\n", "is not an NDJSON recording"],
    ["log.ndjson", '{"level":"info"}\n', "is not an NDJSON recording"],
    ["plain.har.gz", har([]), "cannot be decompressed"],
    ["closed.har", "}}{", "is not a HAR file"],
    ["closed-list.har", '{"log":{"a":[]]]}', "is not a HAR file"],
    [
      "archive.har",
      Buffer.from("PK\u0003\u0004\u0014\0\b\0}}]]", "latin1"),
      "is a zip archive: unpack it, and give the folder",
    ],
    ["archive.ndjson", Buffer.from("PK\u0003\u0004\u0014\0\b\0}}]]", "latin1"), "is a zip archive"],
  ] as [string, string | Buffer, string][])("%s is refused by name", async (name, content, message) => {
    const path = await file(name, content);
    await expect(read(path)).rejects.toThrow(RecordingError);
    await expect(read(path)).rejects.toThrow(`${path} ${message}`);
  });

  test("of a folder, the other files are read, and the note says that exchanges may be missing", async () => {
    const root = await folder();
    await writeFile(join(root, "a.har"), "}}{");
    await writeFile(join(root, "b.har"), har([entry()]));
    await writeFile(join(root, "c.har"), Buffer.from("PK\u0003\u0004", "latin1"));
    const { exchanges, notes } = await read(root);
    expect(exchanges).toHaveLength(1);
    expect(notes).toEqual([
      {
        source: join(root, "a.har"),
        reason: 'is not a HAR file: it has no "log.entries"',
        incomplete: "is not a recording",
      },
      { source: join(root, "c.har"), reason: expect.stringContaining("zip archive"), incomplete: "is not a recording" },
    ]);
    await expect(read(root, join(root, "a.har"))).rejects.toThrow("a.har is not a HAR file");
  });

  test("a path where nothing is, and a folder without recordings, are refused by name", async () => {
    const empty = await folder();
    await expect(read(empty)).rejects.toThrow(`the folder ${empty} has no .har or .ndjson file`);
    const gone = await folder();
    await rm(gone, { recursive: true });
    await expect(read(gone)).rejects.toThrow(`there is no file or folder ${gone}`);
    await mkdir(gone);
  });
});

describe("entries of many writers", () => {
  const content = (more: object) => ({ content: { mimeType: "application/json", ...more } });
  const response = async (more: object) => ((await readOne(entry({}, more))) as { response: unknown }).response;
  const request = async (more: object) => ((await readOne(entry(more))) as { request: unknown }).request;
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const base64 = Buffer.from(bytes).toString("base64");

  test.each([
    ["a WebSocket", entry({ url: "wss://a61.chat.agora.io/ws" })],
    ["a WebSocket with an https URL", entry({}, { status: 101 })],
    ["a data: URL", entry({ url: "data:text/plain,hello" })],
    ["a tunnel", entry({ method: "CONNECT", url: "a61.chat.agora.io:443" })],
  ])("%s is not an HTTP exchange", async (_, value) => {
    expect(await readOne(value)).toContain("is not an HTTP exchange");
  });

  test.each([
    ["aborted in Chrome", entry({}, { status: 0 }), "has no response"],
    ["failed in Playwright", entry({}, { status: -1 }), "has no response"],
    ["from Chrome's cache", entry({}, {}, { _fromCache: "disk" }), "from a cache"],
    ["confirmed by the service", entry({}, { status: 304 }), "from a cache"],
    ["without a request", { response: {} }, 'has no "request" object'],
    ["without a method", entry({ method: undefined }), 'has no "request.method"'],
    ["without a URL", entry({ url: 7 }), 'has no "request.url"'],
    ["with half a URL", entry({ url: "/users" }), "not an absolute URL"],
    ["without a response", { request: { method: "GET", url: BASE } }, 'has no "response" object'],
    ["with a word as status", entry({}, { status: "OK" }), 'has no "response.status"'],
  ])("an entry %s is noted", async (_, value, reason) => {
    expect(await readOne(value)).toContain(reason);
  });

  test("pseudo-headers are dropped, names are in lower case, and what comes twice is joined", async () => {
    const headers = [":authority: a61.chat.agora.io", ":path: /", "X-One: 1", "x-one: 2", "Accept: */*"].map((line) => {
      const [name = "", value] = line.split(": ");
      return { name, value };
    });
    expect(await request({ headers })).toMatchObject({ headers: { "x-one": "1, 2", accept: "*/*" } });
  });

  test("bodies in base64 are bytes, in responses and in requests", async () => {
    expect(await response(content({ text: base64, encoding: "base64" }))).toMatchObject({ body: Buffer.from(bytes) });
    const postData = { mimeType: "application/octet-stream", text: base64, encoding: "base64" };
    expect(await request({ method: "POST", postData })).toMatchObject({ body: Buffer.from(bytes) });
  });

  test("large bodies are the same as small ones, as text with escapes and in base64 of either spelling", async () => {
    const long = JSON.stringify({ ...ROOMS, uri: '"é\\\u{1f600}/'.repeat(100_000) });
    expect(await response(content({ text: long }))).toMatchObject({ body: long });
    const plain = JSON.stringify({ ...ROOMS, action: '"', uri: "x".repeat(1_000_000) });
    expect((await response(content({ text: plain }))) as object).toMatchObject({ body: plain });
    const many = Buffer.concat(Array.from({ length: 5000 }, () => bytes));
    const encoded = content({ text: many.toString("base64"), encoding: "base64" });
    expect(Buffer.compare(((await response(encoded)) as { body: Buffer }).body, many)).toBe(0);
    const escaped = har([entry({}, encoded)]).replaceAll(/(?<=[A-Za-z0-9+])\/(?=[A-Za-z0-9+])/g, "\\/");
    const { exchanges } = await read(await file("escaped.har", escaped));
    expect(Buffer.compare(exchanges[0]?.response.body as Buffer, many)).toBe(0);
  });

  test.each([
    ["a body that was not kept", content({ size: 526 }), undefined],
    ["an empty text of a body with a size", content({ size: 526, text: "" }), undefined],
    ["a size that is not known", content({ size: -1 }), undefined],
    ["an encoding that is not known", content({ size: 4, text: "AAAA", encoding: "rot13" }), undefined],
    [
      "a long body of which only the first part was kept",
      content({ size: 2e6, text: "x".repeat(1_000_000) }),
      undefined,
    ],
    ["no bytes", content({ size: 0 }), ""],
    ["no bytes, in words", content({ size: 0, text: "" }), ""],
    [
      "a redirection, of which Chrome says that it has no bytes",
      { ...content({ size: 0 }), headers: [{ name: "Content-Length", value: "12" }] },
      undefined,
    ],
  ])("the response has %s", async (_, more, body) => {
    expect(await response(more)).toHaveProperty("body", body);
  });

  test.each([
    ["nothing", { method: "POST", bodySize: 0 }, ""],
    ["a text", { method: "POST", postData: { mimeType: "application/json", text: "{}" } }, "{}"],
    ["a body that was not kept", { method: "POST", bodySize: 12 }, undefined],
    [
      "a file of which Chrome keeps only the length",
      { bodySize: 0, headers: [{ name: "content-length", value: "9" }] },
      undefined,
    ],
    ["the fields of a form", { postData: { params: [{ name: "a", value: "1 &" }, { name: "b" }] } }, "a=1+%26&b="],
    [
      "the parts of a form with files",
      {
        headers: [{ name: "Content-Type", value: "multipart/form-data; boundary=xyz" }],
        postData: {
          text: "",
          params: [{ name: "file", fileName: "a.txt", contentType: "text/plain", value: "hello" }],
        },
      },
      '--xyz\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nhello\r\n--xyz--\r\n',
    ],
  ])("the request has %s", async (_, more, body) => {
    expect(await request(more)).toHaveProperty("body", body);
  });

  test.each([1, 100_000])("text that is called base64 is text, small or large: %i", async (count) => {
    const value = JSON.stringify({ ...ROOMS, uri: "/41117440/".repeat(count) });
    expect(await response(content({ text: value, encoding: "base64" }))).toMatchObject({ body: value });
  });

  test("base64 in lines is base64", async () => {
    const lines = base64.replace(/.{76}/g, "$&\r\n");
    expect(await response(content({ text: lines, encoding: "base64" }))).toMatchObject({ body: Buffer.from(bytes) });
  });

  test("a body may stand in a file beside the recording, and nowhere else", async () => {
    const path = await file("traffic.har", har([]));
    await writeFile(join(path, "../body.json"), text);
    const names = ["body.json", "gone.json", "../body.json", path, ".."];
    await writeFile(path, har(names.map((name) => entry({}, content({ _file: name })))));
    const { exchanges, notes } = await read(path);
    expect(exchanges.map(({ response: { body } }) => body && String(body))).toEqual([
      text,
      ...Array(4).fill(undefined),
    ]);
    const reason = "has its body in a file of its own, which is not beside the recording";
    expect(notes).toEqual([2, 3, 4, 5].map((number) => ({ source: `${path} entry ${number}`, reason })));
  });

  test("a response that broke off is truncated", async () => {
    const failure = { _error: "net::ERR_CONTENT_LENGTH_MISMATCH" };
    expect(await response({ ...content({ size: 3, text: '{"a' }), ...failure })).toMatchObject({ truncated: true });
    expect(await response(content({ size: 3, text: '{"a' }))).not.toHaveProperty("truncated");
  });

  test("where no header was kept, the media type of the content is one", async () => {
    expect(await response({ headers: [] })).toMatchObject({ headers: { "content-type": "application/json" } });
  });
});
