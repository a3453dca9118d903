import { expect } from "vitest";
import { rule } from "../../support/rule.ts";
import { received, text, waited, write } from "./support.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

rule("messages/ids", async (context) => {
  await context.register("ada", "ben", "chloe");
  const { data } = await context.chat.sendUserMessage({ body: { from: "ada", to: ["ben", "chloe"], ...text("Hi") } });
  expect(Object.keys(data)).toEqual(["ben", "chloe"]);
  expect(new Set(Object.values(data)).size).toBe(2);
  for (const id of Object.values(data)) expect(id).toMatch(/^\d{19}$/);
});

const url = "https://example.com/chatfiles/1";
const BODIES = [
  { type: "txt", body: { msg: "Hi" } },
  { type: "img", body: { url, filename: "a.jpg", size: { width: 1, height: 2 } } },
  { type: "audio", body: { url, filename: "a.amr", length: 4 } },
  { type: "video", body: { url, filename: "a.mp4", length: 4, file_length: 9 } },
  { type: "file", body: { url, filename: "a.gpx" } },
  { type: "loc", body: { lat: "47.5", lng: "7.5", addr: "North gate" } },
  { type: "cmd", body: { action: "refresh" } },
  { type: "custom", body: { customEvent: "run", customExts: { pace: "easy" } } },
] as const;

rule("messages/kinds", async ({ app, chat, register }) => {
  await register("ada", "ben");
  await app.device("ben", "web");
  const ext = { route: "south" };
  for (const body of BODIES) await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], ext, ...body } });
  const inbox = await app.inbox("ben");
  expect(inbox.map(({ type, body }) => ({ type, body }))).toEqual(BODIES);
  for (const message of inbox) expect(message).toMatchObject({ ext, from: "ada", to: "ben", chatType: "chat" });
});

rule("messages/sender", async ({ app, chat, register }) => {
  await register("ben");
  await app.device("ben", "web");
  await chat.sendUserMessage({ body: { to: ["ben"], ...text("Hi") } });
  expect(await app.inbox("ben")).toMatchObject([{ from: "admin" }]);
});

rule("messages/offline", async (context) => {
  await context.register("ada", "ben");
  await write(context, "ada", "ben", "one");
  expect(await received(context, "ben")).toEqual([]);
  const device = await context.app.device("ben", "web");
  expect(await received(context, "ben")).toEqual(["one"]);
  await write(context, "ada", "ben", "two");
  await device.logOut();
  await write(context, "ada", "ben", "three");
  expect(await received(context, "ben")).toEqual(["one", "two"]);
  await context.app.device("ben", "phone");
  const inbox = await context.app.inbox("ben");
  expect(inbox.map(({ body, waited: late }) => [body["msg"], late])).toEqual([
    ["one", true],
    ["two", false],
    ["three", true],
  ]);
});

rule("messages/online-only", async (context) => {
  await context.register("ada", "ben", "chloe");
  await context.app.device("ben", "web");
  const body = { from: "ada", to: ["ben", "chloe"], routetype: "ROUTE_ONLINE" as const, ...text("now") };
  await context.chat.sendUserMessage({ body });
  await context.app.device("chloe", "web");
  expect(await received(context, "ben")).toEqual(["now"]);
  expect(await received(context, "chloe")).toEqual([]);
  expect(await waited(context, "chloe")).toBe(0);
});

rule("messages/unknown-receiver", async (context) => {
  await context.register("ada");
  expect(await write(context, "ada", "ben", "Hi")).toMatch(/^\d+$/);
  await context.register("ben");
  await context.app.device("ben", "web");
  expect(await received(context, "ben")).toEqual([]);
});

rule("messages/sync", async (context) => {
  await context.register("ada", "ben");
  await context.app.device("ada", "web");
  const body = { from: "ada", to: ["ben"] };
  await context.chat.sendUserMessage({ body: { ...body, ...text("one"), sync_device: true } });
  await context.chat.sendUserMessage({ body: { ...body, ...text("two") } });
  expect(await received(context, "ada")).toEqual(["one"]);
});

rule("messages/too-large", async (context) => {
  await context.register("ada", "ben");
  const send = (msg: string, ext: Record<string, unknown>) =>
    context.chat.sendUserMessage({ body: { from: "ada", to: ["ben"], ...text(msg), ext } });
  expect(await context.refusal(send("x".repeat(5120 - 8), { a: "" }))).toMatch(/^answered/);
  expect(await context.refusal(send("x".repeat(5120 - 7), { a: "" }))).toBe("RequestEntityTooLarge");
  expect(await context.refusal(send("é".repeat(2600), {}))).toBe("RequestEntityTooLarge");
  expect(await waited(context, "ben")).toBe(1);
});

rule("messages/muted", async (context) => {
  await context.register("ada", "ben");
  await context.chat.setGlobalMute({ body: { username: "ada", chat: 60 } });
  expect(await context.refusal(write(context, "ada", "ben", "Hi"))).toBe("SenderSilenced");
  expect(await waited(context, "ben")).toBe(0);
  context.pass(60_000);
  expect(await context.refusal(write(context, "ada", "ben", "Hi"))).toMatch(/^answered/);
});

rule("messages/blocked", async (context) => {
  await context.register("ada", "ben");
  const path = { owner_username: "ben" };
  await context.chat.blockUsers({ path, body: { usernames: ["ada"] } });
  expect(await write(context, "ada", "ben", "Hi")).toMatch(/^\d+$/);
  await context.chat.unblockUser({ path: { ...path, blocked_username: "ada" } });
  await context.app.device("ben", "web");
  expect(await received(context, "ben")).toEqual([]);
});

rule(
  "messages/rate",
  async ({ chat, refusal, pass }) => {
    const send = (count: number) => {
      const to = Array.from({ length: count }, (_, index) => `user${index}`);
      return chat.sendUserMessage({ body: { from: "ada", to, ...text("Hi") } });
    };
    for (let time = 0; time < 10; time++) await send(599);
    expect(await refusal(send(11))).toBe("TooManyMessages");
    await send(10);
    expect(await refusal(send(1))).toBe("TooManyMessages");
    pass(60_000);
    await send(1);
  },
  { rateLimits: true },
);

rule(
  "messages/retention",
  async (context) => {
    const { app, pass } = context;
    await context.register("ada", "ben");
    const id = await write(context, "ada", "ben", "Hi");
    const old = { from: "ada", target: "ben", ...text("Long ago"), msg_timestamp: 1_772_445_600_000 - 3 * DAY };
    await context.chat.importUserMessage({ body: old });
    const loadable = async () => (await app.conversations("ben"))[0]?.messages;
    pass(4 * DAY + HOUR - 1);
    expect(await loadable()).toHaveLength(2);
    pass(1);
    expect(await loadable()).toEqual([id]);
    pass(3 * DAY - HOUR - 1);
    expect(await waited(context, "ben")).toBe(1);
    pass(HOUR + 1);
    expect(await waited(context, "ben")).toBe(0);
    const body = { msg_id: id, to: "ben", chat_type: "chat" as const };
    expect(await context.refusal(context.chat.recallMessage({ body }))).toBe("RecalledMessageNotFound");
    await app.settings({ plan: "pro" });
    await write(context, "ada", "ben", "Hello");
    pass(100 * DAY);
    expect(await waited(context, "ben")).toBe(1);
    await app.settings({ plan: "starter" });
    expect(await waited(context, "ben")).toBe(0);
  },
  { plan: "free" },
);

rule("messages-old/targets", async (context) => {
  await context.register("ada", "ben");
  await context.app.device("ben", "web");
  const header = { from: "ada", msg: { type: "txt" as const, msg: "Hi" } };
  await context.chat.sendMessage({ body: { ...header, target_type: "users", target: ["BEN"] } });
  const body = { owner: "ada", groupname: "G", members: ["ben"] };
  const group = (await context.chat.createChatgroup({ body })).data.groupid;
  await context.chat.sendMessage({ body: { ...header, target_type: "chatgroups", target: [group] } });
  const inbox = await context.app.inbox("ben");
  expect(inbox.map(({ to, chatType }) => [to, chatType])).toEqual([
    ["ben", "chat"],
    [group, "groupchat"],
  ]);
});

rule("messages-old/ids", async ({ chat }) => {
  const body = { target_type: "users" as const, target: ["ben"], msg: { type: "txt" as const, msg: "Hi" } };
  expect((await chat.sendMessage({ body })).data).toEqual({ ben: "success" });
  expect((await chat.sendMessage({ body, query: { useMsgId: true } })).data["ben"]).toMatch(/^\d+$/);
});
