import { describe, expect, test } from "vitest";
import { reading } from "./reading.ts";

const FORM = "application/x-www-form-urlencoded";

const readAs = (documented: string[], contentType: string | undefined, body = '{"a":1}') => {
  const content = Object.fromEntries(documented.map((type) => [type, {}]));
  const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
  const { media, problems } = reading({ requestBody: { content } })({ headers, body });
  return media ?? problems;
};

describe("where JSON is documented", () => {
  test.each([undefined, "", "application/json", "APPLICATION/JSON;charset=UTF-8", FORM, `${FORM}; charset=utf-8`])(
    "a body of type %s is JSON",
    (type) => {
      expect(readAs(["application/json"], type)).toBe("application/json");
    },
  );

  test.each(["text/plain", "application/xml", "multipart/form-data; boundary=b", "text/json"])(
    "a body of type %s is refused",
    (type) => {
      expect(readAs(["application/json"], type)).toEqual([
        `request/content-type /content-type: expected application/json, got ${type.split(";")[0]}`,
      ]);
    },
  );
});

describe("where JSON and a form are documented", () => {
  const documented = ["application/json", FORM];
  test.each([
    [FORM, "a=1", FORM],
    [FORM, '{"a":1}', "application/json"],
    [FORM, ' \n[{"a":1}]', "application/json"],
    [undefined, '{"a":1}', "application/json"],
  ])("type %s and body %s are %s", (type, body, expected) => {
    expect(readAs(documented, type, body)).toBe(expected);
  });
});

describe("where a form alone is documented", () => {
  test("JSON is refused, as is a body without a type", () => {
    expect(readAs([FORM], "application/json")).toEqual([
      `request/content-type /content-type: expected ${FORM}, got application/json`,
    ]);
    expect(readAs([FORM], undefined)).toEqual([
      `request/content-type /content-type: expected ${FORM}, got no Content-Type`,
    ]);
  });
});

test("a media type with a wildcard takes what it covers", () => {
  expect(readAs(["image/*"], "image/png")).toBe("image/*");
});
