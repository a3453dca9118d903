import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";

const mutesOf = async ({ chat }: Pick<RuleContext, "chat">, username: string) => {
  const { data } = await chat.getGlobalMute({ path: { username } });
  return { chat: data.chat, groupchat: data.groupchat, chatroom: data.chatroom };
};
const none = { chat: 0, groupchat: 0, chatroom: 0 };

rule("global-mute/scopes", async ({ chat, register, pass }) => {
  await register("goran");
  await chat.setGlobalMute({ body: { username: "goran", chat: 10, groupchat: 20 } });
  expect(await mutesOf({ chat }, "goran")).toEqual({ chat: 10, groupchat: 20, chatroom: 0 });
  pass(15_000);
  expect(await mutesOf({ chat }, "goran")).toEqual({ chat: 0, groupchat: 5, chatroom: 0 });
});

rule("global-mute/untouched", async ({ chat, register }) => {
  await register("goran");
  await chat.setGlobalMute({ body: { username: "goran", chat: 10, groupchat: 20 } });
  await chat.setGlobalMute({ body: { username: "goran", chatroom: 30 } });
  expect(await mutesOf({ chat }, "goran")).toEqual({ chat: 10, groupchat: 20, chatroom: 30 });
});

rule("global-mute/lift", async ({ chat, register }) => {
  await register("goran");
  await chat.setGlobalMute({ body: { username: "goran", chat: 10, groupchat: -1 } });
  await chat.setGlobalMute({ body: { username: "goran", chat: 0, groupchat: 0 } });
  expect(await mutesOf({ chat }, "goran")).toEqual(none);
});

rule("global-mute/for-good", async ({ chat, register, pass }) => {
  await register("goran");
  await chat.setGlobalMute({ body: { username: "goran", chatroom: -1 } });
  pass(100 * 365 * 86_400_000);
  expect(await mutesOf({ chat }, "goran")).toEqual({ ...none, chatroom: -1 });
});

rule("global-mute/replace", async ({ chat, register, pass }) => {
  await register("goran");
  await chat.setGlobalMute({ body: { username: "goran", chat: 100 } });
  pass(1000);
  await chat.setGlobalMute({ body: { username: "goran", chat: 10 } });
  expect(await mutesOf({ chat }, "goran")).toEqual({ ...none, chat: 10 });
});

rule("global-mute/unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.setGlobalMute({ body: { username: "goran", chat: 1 } }))).toBe("ServiceResourceNotFound");
});

rule("global-mute/countdown", async ({ chat, register, pass }) => {
  await register("goran");
  await chat.setGlobalMute({ body: { username: "goran", chat: 2 } });
  pass(500);
  expect(await mutesOf({ chat }, "goran")).toEqual({ ...none, chat: 2 });
  pass(1500);
  expect(await mutesOf({ chat }, "goran")).toEqual(none);
});

rule("global-mute/never", async ({ chat, register }) => {
  await register("goran");
  const { data, timestamp } = await chat.getGlobalMute({ path: { username: "goran" } });
  expect(data).toEqual({ userid: "goran", ...none, unixtime: Math.floor((timestamp ?? 0) / 1000) });
});

rule("global-mute/get-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.getGlobalMute({ path: { username: "goran" } }))).toBe("ServiceResourceNotFound");
});

rule("global-mute/entries", async ({ chat, register }) => {
  await register("goran", "ivan");
  await chat.setGlobalMute({ body: { username: "goran", chat: 10, groupchat: 20, chatroom: -1 } });
  await chat.setGlobalMute({ body: { username: "ivan", groupchat: 5 } });
  expect((await chat.listGlobalMutes()).data.data).toEqual([
    { username: "goran", chat: 10 },
    { username: "goran", groupchat: 20 },
    { username: "goran", chatroom: -1 },
    { username: "ivan", groupchat: 5 },
  ]);
});

rule("global-mute/ended", async ({ chat, register, pass }) => {
  await register("goran", "ivan");
  await chat.setGlobalMute({ body: { username: "goran", chat: 10 } });
  await chat.setGlobalMute({ body: { username: "ivan", chat: 100 } });
  await chat.setGlobalMute({ body: { username: "ivan", chat: 0 } });
  pass(10_000);
  expect((await chat.listGlobalMutes()).data.data).toEqual([]);
});

rule("global-mute/pages", async ({ chat, register }) => {
  await register("goran");
  await chat.setGlobalMute({ body: { username: "goran", chat: 1, groupchat: 2, chatroom: 3 } });
  const page = async (pageNum: number) => (await chat.listGlobalMutes({ query: { pageNum, pageSize: 2 } })).data.data;
  expect(await page(1)).toEqual([
    { username: "goran", chat: 1 },
    { username: "goran", groupchat: 2 },
  ]);
  expect(await page(2)).toEqual([{ username: "goran", chatroom: 3 }]);
  expect(await page(3)).toEqual([]);
});
