import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { parseJson, toJson } from "../src/json.ts";
import { json, startSequence } from "./hostile.ts";
import { respond, startService } from "./server.ts";

const HUGE = "1347851273480079496";
const body = { pushMessage: { title: "t", content: "c" } };

test.each([HUGE, "7", "-9223372036854775808"])(
  "the 64-bit integer %s of a response is a string with every digit",
  async (digits) => {
    const service = await startSequence(json(200, `{"timestamp":1,"duration":2,"data":${digits}}`));
    const pushed = await service.client().sendPushNotificationToAll({ body });
    expectTypeOf(pushed.data).toEqualTypeOf<string>();
    expect(pushed).toEqual({ timestamp: 1, duration: 2, data: digits });
    expect((await service.client().POST("/push/task", { body })).data).toEqual(pushed);
  },
);

describe("a 64-bit integer of a request", () => {
  const sent = async (id: unknown) => {
    let text = "";
    const service = await startService((request, response) => {
      request
        .on("data", (chunk) => (text += chunk))
        .on("end", () => respond(response, 200, '{"timestamp":1,"duration":2,"data":1}'));
    });
    const pushMessage = { title: HUGE, content: "c", easemob: { id } };
    const result = service.client().sendPushNotificationToAll({ body: { pushMessage } as never });
    return result.then(() => text);
  };

  test.each([HUGE, "0", "-1", 42])("is given as %j and sent as a number", async (id) => {
    expect(await sent(id)).toBe(`{"pushMessage":{"title":"${HUGE}","content":"c","easemob":{"id":${id}}}}`);
  });

  test.each([undefined, null])("may be %s", async (id) => {
    expect(JSON.parse(await sent(id)).pushMessage.easemob.id ?? undefined).toBeUndefined();
  });

  test.each(["007", "", "-", "1.5", "1e3", "0x1", " 1", "+1", "seven", "1,2", '1","x":"', "１", Number(HUGE), 1.5])(
    "is refused as %j, with what would be right",
    async (id) => {
      await expect(sent(id)).rejects.toThrow(TypeError);
      await expect(sent(id)).rejects.toThrow(
        /^sendPushNotificationToAll: \/pushMessage\/easemob\/id of the body is a string of digits such as "42", not /,
      );
    },
  );
});

describe("any JSON", () => {
  test("is parsed as JSON.parse does, where no 64-bit integer is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text, ["/none"])).toEqual(JSON.parse(text));
      }),
    );
  });

  test("is refused where JSON.parse refuses it", () => {
    const isJson = (parse: (text: string) => unknown, text: string) => {
      try {
        parse(text);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
        return false;
      }
    };
    const broken = fc.oneof(
      fc.string(),
      fc.tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, more]) => {
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + more + text.slice(cut + 1);
      }),
      fc.constantFrom(
        '{"id":007}',
        '{"id":-}',
        '{"id":1.}',
        '{"id":.5}',
        '{"id":1x}',
        "{id:1}",
        '{"id":1',
        '{"id":01}',
        '"',
        "[,]",
      ),
    );
    fc.assert(
      fc.property(broken, (text) => {
        expect(isJson((given) => parseJson(given, ["/id", ""]), text)).toBe(isJson(JSON.parse, text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [
      "the same number elsewhere",
      '{"x":{"id":9007199254740992},"id":9007199254740993}',
      ["/id"],
      { x: { id: 9007199254740992 }, id: "9007199254740993" },
    ],
    [
      "a list",
      '{"ids":[9007199254740993,9007199254740995],"n":[9]}',
      ["/ids"],
      { ids: ["9007199254740993", "9007199254740995"], n: [9] },
    ],
    ["lists of lists", "[[9007199254740993],[1,[2]]]", [""], [["9007199254740993"], ["1", ["2"]]]],
    [
      "objects in lists",
      '[{"id":9007199254740993},{"id":2,"x":[{"id":3}]}]',
      ["/id"],
      [{ id: "9007199254740993" }, { id: "2", x: [{ id: 3 }] }],
    ],
    [
      "text that looks like it",
      `{"note":"\\"id\\":${HUGE}1,{","id":${HUGE}}`,
      ["/id"],
      { note: `"id":${HUGE}1,{`, id: HUGE },
    ],
    ["space around", `{ "data" :\n { "id" : ${HUGE} } }`, ["/data/id"], { data: { id: HUGE } }],
    ["a key in other signs", `{"\\u0069d":${HUGE}}`, ["/id"], { id: HUGE }],
    ["keys with slash and tilde", `{"a/b":{"c~d":${HUGE}}}`, ["/a~1b/c~0d"], { "a/b": { "c~d": HUGE } }],
    ["a key that ends with a backslash", `{"a\\\\":1,"id":${HUGE}}`, ["/id"], { "a\\": 1, id: HUGE }],
    ["an empty key", `{"":${HUGE}}`, ["/"], { "": HUGE }],
    ["a string, a boolean and null", '{"id":"5"}', ["/id"], { id: "5" }],
    ["no integer", '{"id":1.5}', ["/id"], { id: 1.5 }],
    ["nothing at the place", '{"id":null,"x":true}', ["/id", "/x", "/y/z"], { id: null, x: true }],
    ["an object at the place", '{"id":{"id":1}}', ["/id"], { id: { id: 1 } }],
  ])("is read by the place of a number: %s", (_, text, pointers, value) => {
    expect(parseJson(text, pointers)).toEqual(value);
  });

  test("keeps integers of any length at a pointer, in lists too, both ways", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), fc.string(), (ids, note) => {
        const quoted = JSON.stringify(note);
        const text = `{"list":[${ids.map((id) => `{"id":${id},"text":"${id}","note":${quoted},"all":[${id}]}`).join()}]}`;
        const pointers = ["/list/id", "/list/all"];
        const parsed = parseJson(text, pointers);
        expect(parsed).toEqual({ list: ids.map((id) => ({ id: `${id}`, text: `${id}`, note, all: [`${id}`] })) });
        expect(toJson(parsed, pointers)).toBe(text);
      }),
    );
  });

  test("of megabytes without end is refused in time", () => {
    const started = performance.now();
    for (const text of [
      `{"id":"${"a".repeat(5e6)}`,
      `{"id":"${"\\n".repeat(2e6)}`,
      "[".repeat(1e5),
      '{"a":'.repeat(2e4),
    ]) {
      expect(() => parseJson(text, ["/id"])).toThrow(SyntaxError);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
