import { describe, expect, test } from "vitest";
import { createDescription } from "../../src/index.ts";
import { explain, schemasOf } from "../../src/schemas/index.ts";
import { readJson } from "../../src/validate/index.ts";

const document = {
  components: {
    schemas: {
      Long: { type: "integer", format: "int64" },
      Count: { type: ["integer", "null"] },
      Share: { type: "number" },
      Page: {
        type: "object",
        properties: { total: { type: "integer" }, ids: { items: { $ref: "#/components/schemas/Long" } } },
      },
    },
  },
};
const schemas = schemasOf(createDescription(document));

/** What is wrong with JSON, as keyword and pointer. */
function found(name: string, json: string): string[] {
  const read = readJson(json);
  if (read.fault !== undefined) throw new Error(read.fault);
  const validate = schemas.validator({ pointer: `/components/schemas/${name}` });
  if (validate(read.value)) return [];
  return explain(schemas, validate.errors ?? []).map(({ keyword, pointer }) => `${keyword} ${pointer}`);
}

describe.each(["Long", "Count"])("an integer with the schema %s", (name) => {
  test.each(["0", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808", "1e18"])(
    "may be %s",
    (text) => {
      expect(found(name, text)).toEqual([]);
    },
  );

  test.each(["9223372036854775808", "-9223372036854775809", "18446744073709551615", "1e30", "-1e30"])(
    "is too large as %s",
    (text) => {
      expect(found(name, text)).toEqual(["format "]);
    },
  );

  test("is no number at all as 1e400", () => {
    expect(found(name, "1e400")).toEqual(expect.arrayContaining(["type "]));
  });
});

test("a number that is not an integer may be larger, and is finite", () => {
  expect(found("Share", "1e30")).toEqual([]);
  expect(found("Share", "1e400")).toEqual(["type "]);
});

test("integers are found wherever they are, and digits in texts are none", () => {
  expect(found("Page", '{"total":9223372036854775808,"ids":[1,9223372036854775808]}')).toEqual([
    "format /total",
    "format /ids/1",
  ]);
  const read = readJson('{"id":"9223372036854775808 \\" 9223372036854775808","rate":9223372036854775808.5}');
  expect(read).toMatchObject({ value: { id: '9223372036854775808 " 9223372036854775808', rate: 2 ** 63 } });
});

test("the description itself stays as it is", () => {
  expect(document.components.schemas.Count).toEqual({ type: ["integer", "null"] });
});
