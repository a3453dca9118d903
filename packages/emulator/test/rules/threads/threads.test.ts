import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { groupOf } from "../chatgroups/support.ts";
import { roomOf, text, write } from "../messages/support.ts";
import { fill, join, joined, membersOf, say, start, threadOf } from "./support.ts";

const remove = ({ chat }: RuleContext, thread_id: string) => chat.deleteThread({ path: { thread_id }, confirm: true });
const rename = ({ chat }: RuleContext, thread_id: string, name: string) =>
  chat.updateThread({ path: { thread_id }, body: { name } });

/** Makes a group of ada and ben with some threads of ada. */
async function several(context: RuleContext, count: number) {
  const group = await groupOf(context, "ada", "ben");
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    ids.push(await start(context, group, "ada", await say(context, "ben", group)));
  }
  return { group, ids };
}

interface Page {
  entities: { id: string }[];
  properties?: { cursor?: string | undefined } | undefined;
}

/** Reads three threads in pages of two, and the empty page after them. */
async function pages(read: (query: { limit: number; cursor?: string }) => Promise<Page>) {
  const first = await read({ limit: 2 });
  const second = await read({ limit: 2, cursor: first.properties?.cursor ?? "" });
  const third = await read({ limit: 2, cursor: second.properties?.cursor ?? "" });
  expect(third.entities).toEqual([]);
  expect(third.properties).toEqual({});
  return [...first.entities, ...second.entities].map(({ id }) => id);
}

rule("threads/sort", async (context) => {
  const { ids } = await several(context, 3);
  const read = async (sort?: "asc" | "desc") =>
    (await context.chat.listThreads({ query: { ...(sort && { sort }) } })).entities.map(({ id }) => id);
  expect(await read()).toEqual(ids.toReversed());
  expect(await read("desc")).toEqual(ids.toReversed());
  expect(await read("asc")).toEqual(ids);
});

rule("threads/pages", async (context) => {
  const { ids } = await several(context, 3);
  expect(await pages((query) => context.chat.listThreads({ query }))).toEqual(ids.toReversed());
  expect(await pages((query) => context.chat.listThreads({ query: { ...query, sort: "asc" } }))).toEqual(ids);
});

rule("threads/create", async (context) => {
  const { thread, group, message } = await threadOf(context, "ada", "ben", "chloe");
  expect(await membersOf(context, thread)).toEqual(["ben"]);
  const [entity] = (await context.chat.listJoinedThreads({ path: { username: "ben" } })).entities;
  expect(entity).toMatchObject({ id: thread, name: "T", owner: "ben", msgId: message, groupId: group });
});

rule("threads/group", async (context) => {
  const room = await roomOf(context, "ada");
  expect(await context.refusal(start(context, "7", "ada", "1"))).toBe("ThreadGroupNotFound");
  expect(await context.refusal(start(context, room, "ada", "1"))).toBe("ThreadGroupNotFound");
});

rule("threads/owner-unknown", async (context) => {
  const group = await groupOf(context, "ada");
  const message = await say(context, "ada", group);
  expect(await context.refusal(start(context, group, "nobody", message))).toBe("ServiceResourceNotFound");
});

rule("threads/owner-in-group", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("chloe");
  const message = await say(context, "ada", group);
  expect(await context.refusal(start(context, group, "chloe", message))).toBe("ThreadUserNotInGroup");
  await start(context, group, "ben", message);
});

rule("threads/message", async (context) => {
  const group = await groupOf(context, "ada");
  expect(await context.refusal(start(context, group, "ada", "17"))).toBe("ThreadMessageNotFound");
  const msg_id = await say(context, "ada", group);
  await context.chat.recallMessage({ body: { msg_id, to: group, chat_type: "groupchat", from: "ada" } });
  expect(await context.refusal(start(context, group, "ada", msg_id))).toBe("ThreadMessageNotFound");
});

rule("threads/message-kind", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const toBen = await write(context, "ada", "ben", "Hi");
  expect(await context.refusal(start(context, group, "ada", toBen))).toBe("ThreadMessageNotFromGroup");
  const room = await roomOf(context, "chloe");
  const body = { from: "chloe", to: [room], ...text("Hi") };
  const inRoom = (await context.chat.sendChatroomMessage({ body })).data[room] ?? "";
  expect(await context.refusal(start(context, group, "ada", inRoom))).toBe("ThreadMessageNotFromGroup");
});

rule("threads/nested", async (context) => {
  const { group, thread } = await threadOf(context, "ada", "ben");
  const web = await context.app.device("ben", "web");
  const inside = await web.send({ to: thread, chatType: "groupchat", ...text("Inside") });
  expect(await context.refusal(start(context, group, "ben", inside))).toBe("ThreadNested");
});

rule("threads/message-of-group", async (context) => {
  const [one, other] = [await groupOf(context, "ada"), await groupOf(context, "ben")];
  const message = await say(context, "ben", other);
  expect(await context.refusal(start(context, one, "ada", message))).toBe("ThreadMessageOfOtherGroup");
});

rule("threads/one-each", async (context) => {
  const { group, message } = await threadOf(context, "ada", "ben");
  expect(await context.refusal(start(context, group, "ada", message))).toBe("ThreadMessageTaken");
});

rule("threads/most", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const message = await say(context, "ada", group);
  await fill(context, "ben");
  expect(await context.refusal(start(context, group, "ada", message))).toBe("TooManyThreads");
  await remove(context, "10");
  await start(context, group, "ada", message);
});

rule("threads/most-joined", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const message = await say(context, "ada", group);
  await fill(context, "ben");
  await context.change((world) => world.threads.delete("10"));
  expect(await context.refusal(start(context, group, "ben", message))).toBe("TooManyThreadsJoined");
  await start(context, group, "ada", message);
});

rule("threads/recalled", async (context) => {
  const { group, message: msg_id, thread } = await threadOf(context, "ada", "ben");
  await context.chat.recallMessage({ body: { msg_id, to: group, chat_type: "groupchat", from: "ada" } });
  expect(await membersOf(context, thread)).toEqual(["ben"]);
});

rule("threads/rename", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben", "chloe");
  await join(context, thread, "chloe");
  const read = async () => (await context.chat.listJoinedThreads({ path: { username: "ben" } })).entities[0];
  const before = await read();
  context.pass(1000);
  expect((await rename(context, thread, "U")).data).toEqual({ name: "U" });
  expect(await read()).toEqual({ ...before, name: "U" });
  expect(await membersOf(context, thread)).toEqual(["ben", "chloe"]);
});

rule("threads/rename-unknown", async (context) => {
  expect(await context.refusal(rename(context, "7", "U"))).toBe("ThreadNotFound");
});

rule("threads/delete", async (context) => {
  const { group, message, thread } = await threadOf(context, "ada", "ben");
  await remove(context, thread);
  expect((await context.chat.listThreads()).entities).toEqual([]);
  expect(await joined(context, "ben")).toEqual([]);
  expect(await start(context, group, "ada", message)).not.toBe(thread);
});

rule("threads/delete-again", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben");
  await remove(context, thread);
  expect(await context.refusal(remove(context, thread))).toBe("ThreadNotFound");
});

rule("threads/group-deleted", async (context) => {
  const { group } = await threadOf(context, "ada", "ben");
  await threadOf(context, "chloe", "dmitri");
  await context.chat.deleteChatgroup({ path: { group_id: group }, confirm: true });
  await context.chat.deleteUser({ path: { username: "chloe" }, confirm: true });
  const { threads, threadMembers } = await context.rows();
  expect([threads, threadMembers]).toEqual([undefined, undefined]);
});

rule("threads/joined", async (context) => {
  const { group, ids } = await several(context, 3);
  const [one = "", two = "", three = ""] = ids;
  const own = await start(context, group, "ben", await say(context, "ada", group));
  await join(context, three, "ben");
  await join(context, one, "ben");
  expect(await joined(context, "ben")).toEqual([own, three, one]);
  expect(await joined(context, "ada")).toEqual([three, two, one]);
});

rule("threads/joined-pages", async (context) => {
  const { ids } = await several(context, 3);
  const path = { username: "ada" };
  expect(await pages((query) => context.chat.listJoinedThreads({ path, query }))).toEqual(ids.toReversed());
  const ascending = (query: object) => context.chat.listJoinedThreads({ path, query: { ...query, sort: "asc" } });
  expect(await pages(ascending)).toEqual(ids);
});

rule("threads/joined-unknown", async (context) => {
  expect(await context.refusal(joined(context, "nobody"))).toBe("ServiceResourceNotFound");
});

rule("threads/joined-in-group", async (context) => {
  const { group, thread } = await threadOf(context, "ada", "ben");
  const other = await context.chat.createChatgroup({ body: { owner: "ben", members: ["ada"] } });
  const elsewhere = await start(context, other.data.groupid, "ben", await say(context, "ada", other.data.groupid));
  const path = { group_id: group, username: "ben" };
  const { entities } = await context.chat.listJoinedThreadsInChatgroup({ path });
  expect(entities.map(({ id }) => id)).toEqual([thread]);
  expect(await joined(context, "ben")).toEqual([elsewhere, thread]);
});

rule("threads/joined-in-group-pages", async (context) => {
  const { group, ids } = await several(context, 3);
  const path = { group_id: group, username: "ada" };
  expect(await pages((query) => context.chat.listJoinedThreadsInChatgroup({ path, query }))).toEqual(ids.toReversed());
});

rule("threads/joined-in-group-unknown", async (context) => {
  const group = await groupOf(context, "ada");
  const read = (group_id: string, username: string) =>
    context.refusal(context.chat.listJoinedThreadsInChatgroup({ path: { group_id, username } }));
  expect(await read(group, "nobody")).toBe("ServiceResourceNotFound");
  expect(await read("7", "ada")).toBe("ServiceResourceNotFound");
});
