import { describe, expect, test } from "vitest";
import { reading, taking } from "./reading.ts";

const read = reading(
  taking("multipart/form-data", {
    type: "object",
    required: ["file"],
    properties: { file: { type: "string", format: "binary", maxLength: 10 }, count: { type: "integer" } },
  }),
);
const readForm = (body: string | Uint8Array, contentType = "multipart/form-data; boundary=b") =>
  read({ body, headers: { "content-type": contentType } });

/** A form with one part. */
const part = (headers: string, content = "text") => `--b\r\n${headers}\r\n\r\n${content}\r\n--b--\r\n`;
const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe("a file", () => {
  const disposition = "Content-Disposition: form-data;";
  test.each([
    [`${disposition} name="file"; filename="a.jpg"`, "a.jpg"],
    [`${disposition} name=file; filename=a.jpg`, "a.jpg"],
    [`${disposition}name=file;filename=a.jpg`, "a.jpg"],
    [`${disposition} name=file; filename="a.jpg"`, "a.jpg"],
    [`${disposition} filename="a.jpg"; name="file"`, "a.jpg"],
    [`${disposition} Name="file"; FileName="a.jpg"`, "a.jpg"],
    [`content-disposition : FORM-DATA; name = "file" ; filename = "a.jpg" ;`, "a.jpg"],
    [`${disposition} name="file"; filename="a;b.jpg"`, "a;b.jpg"],
    [`${disposition} name="file"; filename="a=b.jpg"`, "a=b.jpg"],
    [`${disposition} name="file"; filename="name=x; b.jpg"`, "name=x; b.jpg"],
    [`${disposition} name="file"; filename="a\\"b.jpg"`, 'a"b.jpg'],
    [`${disposition} name="file"; filename="C:\\dir\\a.jpg"`, "C:\\dir\\a.jpg"],
    [`${disposition} name="file"; filename="größe €.jpg"`, "größe €.jpg"],
    [`${disposition} name="file"; filename=""`, ""],
    [`${disposition} name=file; filename=x.jpg; filename*=utf-8''a%20%E2%82%AC.jpg`, "a €.jpg"],
    [`${disposition} name="file"; filename*=UTF-8'en'a.jpg; filename=x.jpg`, "a.jpg"],
    [`${disposition} name=file; filename=a.jpg; filename*=utf-8''%zz`, "a.jpg"],
    [`${disposition} name=file; filename=a.jpg; filename*=other''x`, "a.jpg"],
    [`X-Own: 1\r\n${disposition} name="file";\r\n filename="a.jpg"\r\nContent-Transfer-Encoding: binary`, "a.jpg"],
  ])("is known by its headers: %s", (headers, name) => {
    const { input, problems } = readForm(part(headers));
    expect([problems, input.files.map((file) => [file.field, file.name, decode(file.bytes)])]).toEqual([
      [],
      [["file", name, "text"]],
    ]);
  });

  test("may be any bytes, and has the type of its part", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const [before, after] = part(`${disposition} name=file; filename=a\r\nContent-Type: Image/PNG; q=1`, "|").split(
      "|",
    );
    const encode = (text = "") => new TextEncoder().encode(text);
    const body = Uint8Array.of(...encode(before), ...bytes, ...encode(after));
    const { input } = readForm(body);
    expect(input.files).toMatchObject([{ type: "image/png" }]);
    expect([...(input.files[0]?.bytes ?? [])]).toEqual([...bytes]);
  });

  test("is held to its length, in bytes", () => {
    const long = part(`${disposition} name=file; filename=a`, "ä".repeat(6));
    expect(readForm(long).problems).toEqual([
      expect.stringMatching(/^request\/body\/length \/file: .*more than 10 characters/),
    ]);
    expect(readForm(part(`${disposition} name=file; filename=a`, "ä".repeat(5))).problems).toEqual([]);
  });

  test("may hold what looks like a boundary", () => {
    const content = "--b\r\n"; // Not at the beginning of a line, or not the whole line.
    const { input } = readForm(part(`${disposition} name=file; filename=a`, `x${content}--bb\r\n`));
    expect(decode(input.files[0]?.bytes)).toBe(`x${content}--bb\r\n`);
  });
});

describe("a field", () => {
  test("is a part without a file name, as text or as what its schema says", () => {
    const body =
      '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nä\r\n' +
      '--b\r\nContent-Disposition: form-data; name="count"\r\n\r\n3\r\n--b--';
    expect(readForm(body)).toMatchObject({ input: { body: { file: "ä", count: 3 }, files: [] }, problems: [] });
  });

  test("that is missing is a problem", () => {
    expect(readForm(part('Content-Disposition: form-data; name="picture"')).problems).toContain(
      'request/body/required /file: expected the property "file", which is missing',
    );
  });
});

describe("the frame", () => {
  const named = 'Content-Disposition: form-data; name="file"';
  test.each([
    ["a preamble", `This is a form.\r\n\r\n${part(named)}`],
    ["an empty line before it", `\r\n${part(named)}`],
    ["what follows it", `${part(named)}That was a form.`],
    ["blanks after the boundary", part(named).replaceAll("--b\r\n", "--b \t\r\n")],
    ["no line end after it", part(named).trimEnd()],
    ["nothing in its part", part(named, "")],
  ])("may have %s", (_, body) => {
    expect(readForm(body).problems).toEqual([]);
  });

  test.each([
    'multipart/form-data; boundary="b"',
    "Multipart/Form-Data; charset=utf-8; BOUNDARY=b",
    "multipart/form-data; boundary=b ; x=y",
  ])("may be announced as %s", (contentType) => {
    expect(readForm(part(named), contentType).problems).toEqual([]);
  });

  test("may have a boundary of any signs", () => {
    const boundary = "a b.+*?()|[]{}";
    const body = part(named).replaceAll("--b", `--${boundary}`);
    expect(readForm(body, `multipart/form-data; boundary="${boundary}"`).problems).toEqual([]);
  });

  test.each([
    ["without a boundary", part(named), "multipart/form-data", "expected a boundary in Content-Type, which has none"],
    ["of another boundary", part(named), "multipart/form-data; boundary=c", "no part begins with a line --c"],
    ["that is not one", "x", undefined, "no part begins with a line --b"],
    ["with LF alone", part(named).replaceAll("\r", ""), undefined, "its lines end with LF alone, and not with CRLF"],
    ["cut off", part(named).slice(0, -9), undefined, "part 1 has no end: no line --b-- follows"],
    ["without an empty line", `--b\r\n${named}\r\n--b--\r\n`, undefined, "part 1 has no empty line after its headers"],
    ["with an empty part", "--b\r\n--b--\r\n", undefined, "part 1 has no empty line after its headers"],
    [
      "without a name",
      part("Content-Disposition: form-data"),
      undefined,
      "part 1 has no name in its Content-Disposition",
    ],
    ["without a disposition", part("Content-Type: text/plain"), undefined, "part 1 has no Content-Disposition"],
    ["without headers", "--b\r\n\r\ntext\r\n--b--\r\n", undefined, "part 1 has no Content-Disposition"],
    ["with a header that is none", part(`${named}\r\nnonsense`), undefined, "part 1 has a header line without a colon"],
    [
      "with a header of any length",
      part(`${named}${"x".repeat(20_000)}`),
      undefined,
      "part 1 has headers of more than",
    ],
    ["of many parts", `${"--b\r\n\r\n\r\n".repeat(2)}--b--`, undefined, "part 1 has no Content-Disposition"],
    [
      "of too many parts",
      `${`--b\r\n${named}\r\n\r\nx\r\n`.repeat(1001)}--b--`,
      undefined,
      "it has more than 1000 parts",
    ],
  ])("%s is told what it lacks", (_, body, contentType, fault) => {
    const { problems } = readForm(body, contentType);
    expect(problems).toEqual([expect.stringContaining("request/body/unparsable")]);
    expect(problems[0]).toContain(fault);
  });
});
