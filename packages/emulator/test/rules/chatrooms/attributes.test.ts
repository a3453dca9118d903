import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { roomOf } from "./support.ts";

type Values = Record<string, string>;

const place = (chatroom_id: string, username: string) => ({ path: { chatroom_id, username } });
const set = async ({ chat }: RuleContext, room: string, user: string, metaData: Values) =>
  (await chat.setChatroomAttributes({ ...place(room, user), body: { metaData } })).data;
const forceSet = async ({ chat }: RuleContext, room: string, user: string, metaData: Values) =>
  (await chat.forceSetChatroomAttributes({ ...place(room, user), body: { metaData } })).data;
const remove = async ({ chat }: RuleContext, room: string, user: string, ...keys: string[]) =>
  (await chat.removeChatroomAttributes({ ...place(room, user), body: { keys } })).data;
const get = async ({ chat }: RuleContext, chatroom_id: string, ...keys: string[]) =>
  (await chat.getChatroomAttributes({ path: { chatroom_id }, body: { keys } })).data;

const OF_OTHERS = "others are not allowed to be set";

rule("chatroom-attributes/set", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  expect(await set(context, room, "ada", { topic: "a" })).toEqual({ successKeys: ["topic"], errorKeys: {} });
  const mixed = await set(context, room, "ben", { topic: "b", color: "red" });
  expect(mixed).toEqual({ successKeys: ["color"], errorKeys: { topic: OF_OTHERS } });
  expect(await get(context, room)).toEqual({ topic: "a", color: "red" });
});

rule("chatroom-attributes/of-others", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await set(context, room, "ada", { topic: "a" });
  expect(await set(context, room, "ben", { topic: "b" })).toEqual({ successKeys: [], errorKeys: { topic: OF_OTHERS } });
  expect(await set(context, room, "ada", { topic: "c" })).toMatchObject({ successKeys: ["topic"] });
  expect(await get(context, room)).toEqual({ topic: "c" });
});

rule("chatroom-attributes/set-stranger", async (context) => {
  const room = await roomOf(context, "ada");
  await context.register("ben");
  expect(await context.refusal(set(context, room, "ben", { topic: "b" }))).toBe("NotInChatroomOfAttributes");
});

rule("chatroom-attributes/auto-delete", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await set(context, room, "ben", { goes: "x" });
  const keep = { metaData: { stays: "x" }, autoDelete: "NO_DELETE" } as const;
  await context.chat.setChatroomAttributes({ ...place(room, "ben"), body: keep });
  await context.chat.addChatroomBlocklistMember(place(room, "ben"));
  expect(await get(context, room)).toEqual({ stays: "x" });
});

rule("chatroom-attributes/too-many", async (context) => {
  const room = await roomOf(context, "ada");
  for (let count = 0; count < 10; count++) {
    const values = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`k${count}${index}`, "x"]));
    await set(context, room, "ada", values);
  }
  const outcome = await set(context, room, "ada", { k00: "y", new: "y" });
  expect(outcome).toEqual({ successKeys: ["k00"], errorKeys: { new: expect.any(String) } });
});

rule("chatroom-attributes/force-set", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await set(context, room, "ada", { topic: "a" });
  expect(await forceSet(context, room, "ben", { topic: "b" })).toEqual({ successKeys: ["topic"], errorKeys: {} });
  expect(await get(context, room)).toEqual({ topic: "b" });
  expect(await set(context, room, "ada", { topic: "c" })).toMatchObject({ errorKeys: { topic: OF_OTHERS } });
});

rule("chatroom-attributes/force-set-stranger", async (context) => {
  const room = await roomOf(context, "ada");
  await context.register("ben");
  expect(await context.refusal(forceSet(context, room, "ben", { topic: "b" }))).toBe("NotInChatroomOfAttributes");
});

rule("chatroom-attributes/get", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await set(context, room, "ada", { topic: "a" });
  await set(context, room, "ben", { color: "red" });
  expect(await get(context, room)).toEqual({ topic: "a", color: "red" });
  expect(await get(context, room, "color", "none")).toEqual({ color: "red" });
  const { app } = context;
  const url = `${app.baseUrl}/${app.org}/${app.app}/metadata/chatroom/${room}`;
  const response = await app.fetch?.(url, { method: "POST", headers: { authorization: "Bearer any" } });
  expect(await response?.json()).toMatchObject({ data: { topic: "a", color: "red" } });
});

rule("chatroom-attributes/remove", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await set(context, room, "ada", { topic: "a" });
  await set(context, room, "ben", { color: "red" });
  const outcome = await remove(context, room, "ben", "topic", "color");
  expect(outcome).toEqual({ successKeys: ["color"], errorKeys: { topic: OF_OTHERS } });
  expect(await get(context, room)).toEqual({ topic: "a" });
});

rule("chatroom-attributes/remove-unknown", async (context) => {
  const room = await roomOf(context, "ada");
  const outcome = await remove(context, room, "ada", "none");
  expect(outcome).toEqual({ successKeys: [], errorKeys: { none: expect.any(String) } });
});

rule("chatroom-attributes/remove-stranger", async (context) => {
  const room = await roomOf(context, "ada");
  await set(context, room, "ada", { topic: "a" });
  await context.register("ben");
  expect(await context.refusal(remove(context, room, "ben", "topic"))).toBe("NotInChatroomOfAttributes");
});

rule("chatroom-attributes/force-remove", async (context) => {
  const room = await roomOf(context, "ada");
  await set(context, room, "ada", { topic: "a" });
  await context.register("ben");
  const call = { ...place(room, "ben"), body: { keys: ["topic"] } };
  const { data } = await context.chat.forceRemoveChatroomAttributes(call);
  expect(data).toEqual({ successKeys: ["topic"], errorKeys: {} });
  expect(await get(context, room)).toEqual({});
});
