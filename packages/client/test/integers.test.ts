import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { parseJson, toJson } from "../src/decode.ts";
import { answer, startService } from "./server.ts";

const HUGE = "1347851273480079496";

test("a 64-bit integer of an answer is a string with every digit", async () => {
  const service = await startService((_, response) =>
    answer(response, 200, `{"timestamp":1,"duration":2,"data":${HUGE}}`),
  );
  const pushed = await service
    .client()
    .sendPushNotificationToAll({ body: { pushMessage: { title: "t", content: "c" } } });
  expectTypeOf(pushed.data).toEqualTypeOf<string>();
  expect(pushed).toEqual({ timestamp: 1, duration: 2, data: HUGE });
});

test("a small one is a string, too", async () => {
  const service = await startService((_, response) => answer(response, 200, '{"timestamp":1,"duration":2,"data":7}'));
  const pushed = await service
    .client()
    .sendPushNotificationToAll({ body: { pushMessage: { title: "t", content: "c" } } });
  expect(pushed.data).toBe("7");
});

test("a 64-bit integer is given as a string and sent as a number", async () => {
  let sent = "";
  const service = await startService((request, response) => {
    request
      .on("data", (chunk) => (sent += chunk))
      .on("end", () => answer(response, 200, '{"timestamp":1,"duration":2,"data":1}'));
  });
  const pushMessage = { title: HUGE, content: "c", easemob: { id: HUGE } };
  await service.client().sendPushNotificationToAll({ body: { pushMessage } });
  expect(sent).toBe(`{"pushMessage":{"title":"${HUGE}","content":"c","easemob":{"id":${HUGE}}}}`);
});

describe("any JSON", () => {
  test("is parsed as JSON.parse does, where no 64-bit integer is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text, ["/none"])).toEqual(parseJson(text));
      }),
    );
  });

  test("is read exactly where other text looks alike", () => {
    const text = `{"note":"\\"id\\":${HUGE}1","other":{"id":7},"data":{"id" : ${HUGE}}}`;
    expect(parseJson(text, ["/data/id"])).toEqual({ note: `"id":${HUGE}1`, other: { id: 7 }, data: { id: HUGE } });
  });

  test("keeps integers of any length at a pointer, in lists too", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), (ids) => {
        const text = `{"list":[${ids.map((id) => `{"id":${id},"text":"${id}"}`).join()}]}`;
        expect(parseJson(text, ["/list/id"])).toEqual({
          list: ids.map((id) => ({ id: String(id), text: String(id) })),
        });
        expect(toJson(parseJson(text, ["/list/id"]), ["/list/id"])).toBe(text);
      }),
    );
  });
});
