import { readHistory } from "@agora-chat-openapi/client";
import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { roomOf, text, write } from "./support.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The hour in which tests of rules begin. */
const TIME = "2026030210";

async function recordsOf({ chat, app }: RuleContext, time = TIME) {
  const records = [];
  const { fetch } = app;
  for await (const record of readHistory(await chat.getMessageHistory({ path: { time } }), { fetch })) {
    records.push(record);
  }
  return records;
}

rule("message-history/file", async (context) => {
  const { chat, pass } = context;
  const room = await roomOf(context, "ada", "ben");
  const { groupid } = (await chat.createChatgroup({ body: { owner: "ada", members: ["ben"] } })).data;
  const first = await write(context, "ada", "ben", "Hi");
  await chat.sendChatgroupMessage({ body: { from: "ben", to: [groupid], ...text("Hello"), ext: { level: 1 } } });
  await chat.sendChatroomMessage({ body: { from: "ada", to: [room], ...text("Hey") } });
  const msg_id = await write(context, "ada", "ben", "Oops");
  await chat.recallMessage({ body: { msg_id, to: "ben", chat_type: "chat" } });
  const body = { url: "https://a.example/f", filename: "a.jpg", size: { width: 2, height: 3 } };
  pass(HOUR - 1);
  await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], type: "img", body } });
  pass(1);
  await write(context, "ada", "ben", "Later");
  pass(1);
  const records = await recordsOf(context);
  await chat.broadcastMessage({ body: { from: "ada", target_type: "users", msg: { type: "txt", msg: "All" } } });
  expect(records[0]).toEqual({
    ...{
      msg_id: first,
      timestamp: 1_772_445_600_000,
      direction: "outgoing",
      from: "ada",
      to: "ben",
      chat_type: "chat",
    },
    payload: { bodies: [{ type: "txt", msg: "Hi" }], from: "ada", to: "ben" },
  });
  expect(records.slice(1)).toMatchObject([
    { to: groupid, chat_type: "groupchat", payload: { bodies: [{ msg: "Hello" }], ext: { level: 1 } } },
    { to: room, chat_type: "chatroom", payload: { bodies: [{ msg: "Hey" }] } },
    { timestamp: 1_772_445_600_000 + HOUR - 1, payload: { bodies: [{ type: "img", ...body }] } },
  ]);
  pass(HOUR);
  const nextHour = await recordsOf(context, "2026030211");
  expect(nextHour.map(({ to, payload }) => [to, payload.bodies[0]?.msg])).toEqual([
    ["ben", "Later"],
    ["ada", "All"],
    ["ben", "All"],
  ]);
});

rule("message-history/time", async (context) => {
  await write(context, "ada", "ben", "Hi");
  const read = () => context.chat.getMessageHistory({ path: { time: TIME } });
  context.pass(HOUR - 1);
  expect(await context.refusal(read())).toBe("MessageHistoryUnstored");
  context.pass(1);
  expect(await recordsOf(context)).toHaveLength(1);
  context.pass(3 * DAY - 1);
  expect(await recordsOf(context)).toHaveLength(1);
  context.pass(1);
  expect(await context.refusal(read())).toBe("MessageHistoryUnstored");
  const noDay = context.chat.getMessageHistory({ path: { time: "2026023110" } });
  expect(await context.refusal(noDay)).toBe("HistoryHourNotSupported");
});

rule("message-history/empty", async (context) => {
  await write(context, "ada", "ben", "Hi");
  context.pass(DAY);
  for (const time of ["2026030209", "2026030211"]) {
    expect(await context.refusal(context.chat.getMessageHistory({ path: { time } }))).toBe("MessageHistoryEmpty");
  }
});

rule("message-history/url", async (context) => {
  const fetch = context.app.fetch ?? globalThis.fetch;
  await write(context, "ada", "ben", "Hi");
  context.pass(HOUR);
  const [{ url } = { url: "" }] = (await context.chat.getMessageHistory({ path: { time: TIME } })).data;
  const response = await fetch(url);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/gzip"]);
  await response.body?.cancel();
  const status = async (address: string) => (await fetch(address)).status;
  expect(await status(url.replace(TIME, "2026030211"))).toBe(403);
  expect(await status(url.replace(/Expires=\d+/, "Expires=9999999999"))).toBe(403);
  expect(await status(url.replace(/.$/, "?"))).toBe(403);
  context.pass(1_799_999);
  expect(await status(url)).toBe(200);
  context.pass(1);
  expect(await status(url)).toBe(403);
});
