import { createChatClient } from "@agora-chat-openapi/client";
import { expect, test } from "vitest";
import { createEmulator } from "../../../src/index.ts";
import { type RuleContext, rule } from "../../support/rule.ts";
import { received, text, write } from "./support.ts";

/** What a user can load in one conversation, and whether it is on the list. */
async function seen({ app }: RuleContext, username: string, channel: string) {
  const found = (await app.conversations(username)).find((each) => each.channel === channel);
  return { listed: found?.listed ?? false, messages: found?.messages ?? [] };
}

const nothing = { listed: false, messages: [] };

/** ada and ben have written to each other. @returns the ids of the messages */
async function chatOf(context: RuleContext): Promise<string[]> {
  await context.register("ada", "ben");
  return [await write(context, "ada", "ben", "one"), await write(context, "ben", "ada", "two")];
}

/** A group of ada and ben in which ada has written. */
async function groupOf(context: RuleContext, ...texts: string[]) {
  await context.register("ada", "ben");
  const { groupid } = (await context.chat.createChatgroup({ body: { owner: "ada", members: ["ben"] } })).data;
  const ids: string[] = [];
  for (const each of texts) {
    const body = { from: "ada", to: [groupid], ...text(each) };
    ids.push((await context.chat.sendChatgroupMessage({ body })).data[groupid] ?? "");
  }
  return { groupid, ids };
}

const remove = ({ chat }: RuleContext, username: string, channel: string, delete_roam: boolean) =>
  chat.deleteConversation({ path: { username }, body: { channel, type: "chat", delete_roam }, confirm: true });

rule("conversations/list", async (context) => {
  const messages = await chatOf(context);
  await remove(context, "ben", "ADA", false);
  expect(await seen(context, "ben", "ada")).toEqual({ listed: false, messages });
  expect(await seen(context, "ada", "ben")).toEqual({ listed: true, messages });
  const later = await write(context, "ada", "ben", "three");
  expect(await seen(context, "ben", "ada")).toEqual({ listed: true, messages: [...messages, later] });
  for (let index = 0; index < 100; index++) await write(context, `writer${index}`, "ben", "Hi");
  expect(await seen(context, "ben", "ada")).toMatchObject({ listed: false, messages: [...messages, later] });
  expect((await seen(context, "ben", "writer0")).listed).toBe(true);
});

rule("conversations/messages", async (context) => {
  const messages = await chatOf(context);
  await remove(context, "ben", "ada", true);
  expect(await seen(context, "ben", "ada")).toEqual(nothing);
  expect(await seen(context, "ada", "ben")).toEqual({ listed: true, messages });
  const later = await write(context, "ada", "ben", "three");
  expect(await seen(context, "ben", "ada")).toEqual({ listed: true, messages: [later] });
});

rule("conversations/unknown", async (context) => {
  await context.register("ben");
  expect((await remove(context, "ben", "nobody", true)).data).toEqual({ result: "ok" });
  expect(await context.rows()).toEqual({ users: 1, tokens: 1 });
});

rule("conversations/stranger", async (context) => {
  expect(await context.refusal(remove(context, "nobody", "ada", true))).toBe("ServiceResourceNotFound");
});

rule("roaming-messages/all", async (context) => {
  const messages = await chatOf(context);
  const { groupid } = (await context.chat.createChatgroup({ body: { owner: "ada", members: ["ben"] } })).data;
  await context.chat.sendChatgroupMessage({ body: { from: "ada", to: [groupid], ...text("Hi") } });
  await context.chat.deleteAllRoamingMessages({ path: { username: "ben" }, confirm: true });
  expect(await context.app.conversations("ben")).toEqual([]);
  expect(await context.app.conversations("ada")).toHaveLength(2);
  expect(await seen(context, "ada", "ben")).toEqual({ listed: true, messages });
});

rule("roaming-messages/devices", async (context) => {
  const [first = ""] = await chatOf(context);
  const device = await context.app.device("ben", "web");
  const path = { username: "ben" };
  const some = (isNotify: boolean) =>
    context.chat.deleteUserRoamingMessages({ path, query: { userId: "ada", msgIdList: [first], isNotify } });
  await some(false);
  expect(await received(context, "ben")).toEqual(["one"]);
  await some(true);
  expect(await received(context, "ben")).toEqual([]);
  await write(context, "ada", "ben", "three");
  await device.logOut();
  await context.chat.deleteAllRoamingMessages({ path, confirm: true });
  expect(await received(context, "ben")).toEqual(["three"]);
  await context.app.device("ben", "web");
  await context.chat.deleteUserRoamingMessagesUntil({
    path,
    confirm: true,
    query: { userId: "ada", delTime: 1_772_445_600_000 },
  });
  expect(await received(context, "ben")).toEqual([]);
});

rule("roaming-messages/some", async (context) => {
  const [first = "", second = ""] = await chatOf(context);
  const elsewhere = await write(context, "chloe", "ben", "Hi");
  const some = (...msgIdList: string[]) =>
    context.chat.deleteUserRoamingMessages({ path: { username: "ben" }, query: { userId: "ada", msgIdList } });
  await some(first, elsewhere, "1");
  expect(await seen(context, "ben", "ada")).toEqual({ listed: true, messages: [second] });
  expect((await seen(context, "ben", "chloe")).messages).toEqual([elsewhere]);
  expect((await seen(context, "ada", "ben")).messages).toEqual([first, second]);
  await some(second);
  expect(await seen(context, "ben", "ada")).toEqual(nothing);
});

rule("roaming-messages/some-of-group", async (context) => {
  const { groupid, ids } = await groupOf(context, "one", "two");
  const query = { groupId: groupid, msgIdList: ids.slice(0, 1) };
  await context.chat.deleteChatgroupRoamingMessages({ path: { username: "ben" }, query });
  expect((await seen(context, "ben", groupid)).messages).toEqual(ids.slice(1));
  expect((await seen(context, "ada", groupid)).messages).toEqual(ids);
});

rule("roaming-messages/until", async (context) => {
  const START = 1_772_445_600_000;
  await chatOf(context);
  context.pass(1000);
  const third = await write(context, "ada", "ben", "three");
  const old = { from: "ada", target: "ben", ...text("brought along"), msg_timestamp: START - 5000 };
  await context.chat.importUserMessage({ body: old });
  const until = (delTime: number) =>
    context.chat.deleteUserRoamingMessagesUntil({
      path: { username: "ben" },
      confirm: true,
      query: { userId: "ada", delTime },
    });
  await until(START);
  expect(await seen(context, "ben", "ada")).toEqual({ listed: true, messages: [third] });
  expect((await seen(context, "ada", "ben")).messages).toHaveLength(4);
  await until(START + 1000);
  expect(await seen(context, "ben", "ada")).toEqual(nothing);
});

rule("roaming-messages/until-of-group", async (context) => {
  const { groupid, ids } = await groupOf(context, "one");
  const owner = "ada";
  const created = await context.chat.createChatroom({ body: { name: "R", description: "", owner, members: ["ben"] } });
  const room = created.data.id;
  await context.chat.sendChatroomMessage({ body: { from: owner, to: [room], ...text("Hi") } });
  expect(await seen(context, "ben", room)).toMatchObject({ listed: false, messages: [expect.any(String)] });
  for (const groupId of [groupid, room]) {
    const query = { groupId, delTime: 1_772_445_600_000 };
    await context.chat.deleteChatgroupRoamingMessagesUntil({ path: { username: "ben" }, confirm: true, query });
    expect(await seen(context, "ben", groupId)).toEqual(nothing);
  }
  expect((await seen(context, "ada", groupid)).messages).toEqual(ids);
});

rule("messages/roam-ignore-users", async (context) => {
  await context.register("ada", "ben");
  await context.app.device("ben", "web");
  const body = { from: "ada", to: ["ben"], ...text("Hi"), roam_ignore_users: ["ben"] };
  const { ben = "" } = (await context.chat.sendUserMessage({ body })).data;
  expect(await received(context, "ben")).toEqual(["Hi"]);
  expect(await seen(context, "ben", "ada")).toEqual(nothing);
  expect((await seen(context, "ada", "ben")).messages).toEqual([ben]);
});

test("nobody can load what never came to them, or came to some members alone", async () => {
  const app = await createEmulator().app();
  const chat = createChatClient(app);
  await chat.createUsers({ body: ["ada", "ben"].map((username) => ({ username })) });
  await chat.blockUsers({ path: { owner_username: "ben" }, body: { usernames: ["ada"] } });
  const { ben = "" } = (await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], ...text("Hi") } })).data;
  const { groupid } = (await chat.createChatgroup({ body: { owner: "ada", members: ["ben"] } })).data;
  await chat.sendChatgroupMemberMessage({ body: { from: "ada", to: [groupid], users: ["ben"], ...text("Psst") } });
  expect(await app.conversations("ben")).toEqual([]);
  expect(await app.conversations("ada")).toEqual([{ channel: "ben", type: "chat", listed: true, messages: [ben] }]);
  await expect(app.conversations("nobody")).rejects.toThrow("there is no user nobody");
});
