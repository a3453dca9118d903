import { expect } from "vitest";
import { rule } from "../../support/rule.ts";
import { received, text } from "../messages/support.ts";
import { fill, join, joined, kick, membersOf, threadOf } from "./support.ts";

rule("thread-members/list", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben", "chloe", "dmitri");
  await join(context, thread, "dmitri");
  await join(context, thread, "ada", "chloe");
  expect(await membersOf(context, thread)).toEqual(["ben", "dmitri", "ada", "chloe"]);
});

rule("thread-members/pages", async (context) => {
  const { thread: thread_id } = await threadOf(context, "ada", "ben", "chloe");
  await join(context, thread_id, "ada", "chloe");
  const read = (cursor?: string) =>
    context.chat.listThreadMembers({ path: { thread_id }, query: { limit: 2, ...(cursor && { cursor }) } });
  const first = await read();
  const second = await read(first.properties?.cursor);
  const third = await read(second.properties?.cursor);
  expect([first, second, third].map(({ data }) => data.affiliations)).toEqual([["ben", "ada"], ["chloe"], []]);
  expect(third.properties).toEqual({});
});

rule("thread-members/list-unknown", async (context) => {
  expect(await context.refusal(membersOf(context, "7"))).toBe("ThreadNotFound");
});

rule("thread-members/add", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben", "chloe");
  expect((await join(context, thread, "ben", "chloe")).data).toEqual({ status: "ok" });
  expect(await membersOf(context, thread)).toEqual(["ben", "chloe"]);
});

rule("thread-members/unregistered", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben");
  expect(await context.refusal(join(context, thread, "ada", "nobody"))).toBe("ServiceResourceNotFound");
  expect(await membersOf(context, thread)).toEqual(["ben"]);
});

rule("thread-members/stranger", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben");
  await context.register("chloe");
  expect(await context.refusal(join(context, thread, "ada", "chloe"))).toBe("ThreadUserNotInGroup");
  expect(await membersOf(context, thread)).toEqual(["ben"]);
});

rule("thread-members/most-joined", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben", "chloe");
  await fill(context, "chloe");
  expect(await context.refusal(join(context, thread, "ada", "chloe"))).toBe("TooManyThreadsJoined");
  expect(await membersOf(context, thread)).toEqual(["ben"]);
});

rule("thread-members/add-unknown", async (context) => {
  await context.register("ada");
  expect(await context.refusal(join(context, "7", "ada"))).toBe("ThreadNotFound");
});

rule("thread-members/messages", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben", "chloe", "dmitri");
  await join(context, thread, "chloe");
  const [web] = await Promise.all(["ben", "chloe", "ada"].map((name) => context.app.device(name, "web")));
  const inside = { to: thread, chatType: "groupchat" as const, ...text("Inside") };
  await web?.send(inside);
  expect((await received(context, "chloe")).at(-1)).toBe("Inside");
  expect(await received(context, "ada")).not.toContain("Inside");
  await join(context, thread, "ada");
  await kick(context, thread, "chloe");
  await web?.send({ ...inside, ...text("Later") });
  expect(await received(context, "ada")).not.toContain("Inside");
  expect((await received(context, "ada")).at(-1)).toBe("Later");
  expect((await received(context, "chloe")).at(-1)).toBe("Inside");
});

rule("thread-members/speaking", async (context) => {
  const { group: group_id, thread } = await threadOf(context, "ada", "ben", "chloe");
  const [ben, chloe] = [await context.app.device("ben", "web"), await context.app.device("chloe", "web")];
  const inside = { to: thread, chatType: "groupchat" as const, ...text("Inside") };
  await ben.send(inside);
  await expect(chloe.send(inside)).rejects.toThrow("not-a-member");
  await context.chat.muteChatgroupMembers({ path: { group_id }, body: { usernames: ["ben"], mute_duration: -1 } });
  await expect(ben.send(inside)).rejects.toThrow("muted");
});

rule("thread-members/remove", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben", "chloe");
  await join(context, thread, "chloe");
  const { entities } = await kick(context, thread, "chloe", "ada", "nobody");
  expect(entities).toEqual([
    { result: true, user: "chloe" },
    { result: false, user: "ada" },
    { result: false, user: "nobody" },
  ]);
  const path = { thread_id: thread };
  const again = await context.chat.removeThreadMembersAlias({ path, body: { usernames: ["chloe"] } });
  expect(again.entities).toEqual([{ result: false, user: "chloe" }]);
});

rule("thread-members/remove-owner", async (context) => {
  const { thread } = await threadOf(context, "ada", "ben", "chloe");
  await join(context, thread, "chloe");
  await kick(context, thread, "ben");
  expect(await membersOf(context, thread)).toEqual(["chloe"]);
  const { entities } = await context.chat.listJoinedThreads({ path: { username: "chloe" } });
  expect(entities).toMatchObject([{ id: thread, owner: "ben" }]);
});

rule("thread-members/remove-unknown", async (context) => {
  expect(await context.refusal(kick(context, "7", "ada"))).toBe("ThreadNotFound");
});

rule("thread-members/left-group", async (context) => {
  const { group: group_id, thread } = await threadOf(context, "ada", "ben", "chloe", "dmitri", "emi");
  await join(context, thread, "chloe", "dmitri", "emi");
  await context.chat.removeChatgroupMembers({ path: { group_id, username: ["chloe"] } });
  await context.chat.addChatgroupBlocklistMember({ path: { group_id, username: "dmitri" } });
  await context.chat.deleteUser({ path: { username: "emi" }, confirm: true });
  await context.chat.addChatgroupMember({ path: { group_id, username: "chloe" } });
  expect(await membersOf(context, thread)).toEqual(["ben"]);
  expect(await joined(context, "chloe")).toEqual([]);
});
