import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { crowd, registerMany } from "../chatgroups/support.ts";
import { detailsOf, peopleOf, roomOf } from "./support.ts";

const add = ({ chat }: RuleContext, chatroom_id: string, username: string) =>
  chat.addChatroomMember({ path: { chatroom_id, username } });
const addAll = ({ chat }: RuleContext, chatroom_id: string, usernames: string[]) =>
  chat.addChatroomMembers({ path: { chatroom_id }, body: { usernames } });
const remove = ({ chat }: RuleContext, chatroom_id: string, ...username: string[]) =>
  chat.removeChatroomMembers({ path: { chatroom_id, username } });

rule("chatroom-members/list", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe");
  const page = async (pagenum: number) =>
    (await context.chat.listChatroomMembers({ path: { chatroom_id: room }, query: { pagenum, pagesize: 2 } })).data;
  expect([await page(1), await page(2)]).toEqual([[{ owner: "ada" }, { member: "ben" }], [{ member: "chloe" }]]);
});

rule("chatroom-members/past-the-end", async (context) => {
  const room = await roomOf(context, "ada");
  const page = await context.chat.listChatroomMembers({ path: { chatroom_id: room }, query: { pagenum: 2 } });
  expect(page).toMatchObject({ data: [], count: 0 });
});

rule("chatroom-members/clamp", async (context) => {
  const room = await roomOf(context, "ada");
  const query = { pagesize: 5000 };
  const page = await context.chat.listChatroomMembers({ path: { chatroom_id: room }, query });
  expect(page).toMatchObject({ count: 1, params: { pagesize: ["5000"] } });
});

rule("chatroom-members/names", async (context) => {
  const path = { chatroom_id: await roomOf(context, "ada", "b", "c", "d") };
  const read = (cursor?: string) =>
    context.chat.listChatroomMembers({ path, query: { version: "v3", limit: 2, ...(cursor && { cursor }) } });
  const first = await read();
  const second = await read(first.cursor);
  expect([first.data, second.data]).toEqual([["d", "c"], ["b"]]);
  expect(second).not.toHaveProperty("cursor");
});

rule("chatroom-members/unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.listChatroomMembers({ path: { chatroom_id: "7" } }))).toBe("ServiceResourceNotFound");
});

rule("chatroom-members/skip", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.register("chloe", "dmitri");
  const added = { newmembers: ["chloe", "dmitri"], action: "add_member", id: room };
  expect((await addAll(context, room, ["ben", "chloe", "ada", "dmitri"])).data).toEqual(added);
  expect((await addAll(context, room, ["ben", "ada"])).data).toEqual({ ...added, newmembers: [] });
  expect(await detailsOf(context, room)).toMatchObject({ affiliations_count: 4 });
});

rule("chatroom-members/unknown-user", async (context) => {
  const room = await roomOf(context, "ada");
  await context.register("ben");
  expect(await context.refusal(addAll(context, room, ["ben", "nobody"]))).toBe("UserNotFound");
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }]);
});

rule("chatroom-members/no-room", async (context) => {
  const { chat, register, refusal } = context;
  await register("ada", "ben", "chloe");
  const body = { name: "R", description: "D", owner: "ada", maxusers: 2 };
  const room = (await chat.createChatroom({ body })).data.id;
  expect(await refusal(addAll(context, room, ["ben", "chloe"]))).toBe("TooManyFirstChatroomMembers");
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }]);
});

rule("chatroom-members/already-in", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe");
  await context.chat.addChatroomAdmin({ path: { chatroom_id: room }, body: { newadmin: "chloe" } });
  for (const name of ["ada", "ben", "chloe"]) {
    expect(await context.refusal(add(context, room, name))).toBe("ChatroomMemberAlreadyIn");
  }
});

rule("chatroom-members/add-unknown", async (context) => {
  const room = await roomOf(context, "ada");
  expect(await context.refusal(add(context, room, "nobody"))).toBe("UserNotFound");
});

rule("chatroom-members/full", async (context) => {
  const { chat, register, refusal } = context;
  await register("ada", "ben");
  const body = { name: "R", description: "D", owner: "ada", maxusers: 1 };
  const room = (await chat.createChatroom({ body })).data.id;
  expect(await refusal(add(context, room, "ben"))).toBe("TooManyFirstChatroomMembers");
});

rule("chatroom-members/barred", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.chat.addChatroomBlocklistMember({ path: { chatroom_id: room, username: "ben" } });
  expect(await context.refusal(add(context, room, "ben"))).toBe("ChatroomBarsUser");
  expect(await context.refusal(addAll(context, room, ["ben"]))).toBe("ChatroomBarsUser");
  await context.chat.removeChatroomBlocklistMembers({ path: { chatroom_id: room, username: ["ben"] } });
  expect((await add(context, room, "ben")).data).toMatchObject({ result: true, user: "ben" });
});

rule(
  "chatroom-members/joined-quota",
  async (context) => {
    const { chat, register, refusal } = context;
    await register("ada", "ben");
    const create = async (owner: string) =>
      (await chat.createChatroom({ body: { name: "R", description: "D", owner } })).data.id;
    for (let count = 0; count < 1000; count++) await create("ben");
    expect(await refusal(add(context, await create("ada"), "ben"))).toBe("TooManyChatroomsJoined");
  },
  { plan: "starter" },
);

rule("chatroom-members/remove", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe", "dmitri");
  const marks = { result: true, id: room, action: "remove_member" };
  expect((await remove(context, room, "chloe")).data).toEqual({ ...marks, user: "chloe" });
  const both = [
    { ...marks, user: "dmitri" },
    { ...marks, user: "ben" },
  ];
  expect((await remove(context, room, "dmitri", "ben")).data).toEqual(both);
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }]);
  await add(context, room, "ben");
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }, { member: "ben" }]);
});

rule("chatroom-members/remove-stranger", async (context) => {
  const room = await roomOf(context, "ada");
  await context.register("ben");
  expect(await context.refusal(remove(context, room, "ben"))).toBe("NotAChatroomMember");
});

rule("chatroom-members/remove-some", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.register("lena");
  expect((await remove(context, room, "lena", "ben")).data).toMatchObject([
    { result: false, user: "lena", reason: `user: lena doesn't exist in group: ${room}` },
    { result: true, user: "ben" },
  ]);
  expect((await remove(context, room, "lena", "ben")).data).toMatchObject([{ result: false }, { result: false }]);
});

rule("chatroom-members/remove-unknown", async (context) => {
  const room = await roomOf(context, "ada");
  expect(await context.refusal(remove(context, room, "nobody"))).toBe("UserNotFound");
});

rule("chatroom-members/remove-owner", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  expect(await context.refusal(remove(context, room, "ada"))).toBe("ChatroomOwnerCannotLeave");
  expect((await remove(context, room, "ada", "ben")).data).toMatchObject([{ result: false }, { result: true }]);
});

rule("chatroom-members/remove-roles", async (context) => {
  const { chat } = context;
  const room = await roomOf(context, "ada", "ben");
  const path = { chatroom_id: room };
  const ben = { path: { ...path, username: "ben" } };
  await chat.addChatroomAdmin({ path, body: { newadmin: "ben" } });
  await chat.addChatroomAllowlistMember(ben);
  await chat.setChatroomAttributes({ ...ben, body: { metaData: { goes: "x" } } });
  await chat.setChatroomAttributes({ ...ben, body: { metaData: { stays: "x" }, autoDelete: "NO_DELETE" } });
  await remove(context, room, "ben");
  await add(context, room, "ben");
  expect((await chat.listChatroomAdmins({ path })).data).toEqual([]);
  expect((await chat.listChatroomAllowlist({ path })).data).toEqual([]);
  expect((await chat.getChatroomAttributes({ path, body: {} })).data).toEqual({ stays: "x" });
});

rule("chatroom-members/remove-mute", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const path = { chatroom_id: room };
  await context.chat.muteChatroomMembers({ path, body: { usernames: ["ben"], mute_duration: 1000 } });
  const before = (await context.chat.listChatroomMutedMembers({ path })).data;
  await remove(context, room, "ben");
  await add(context, room, "ben");
  expect((await context.chat.listChatroomMutedMembers({ path })).data).toEqual(before);
});

rule("chatroom-members/offline", async (context) => {
  const { chat, register } = context;
  const room = await roomOf(context, "ada", "ben");
  const path = { chatroom_id: room };
  await register("chloe", "dmitri");
  await context.logIn("chloe", "web");
  await chat.addChatroomMember({ path: { ...path, username: "chloe" } });
  await chat.addChatroomMember({ path: { ...path, username: "dmitri" } });
  await chat.addChatroomAllowlistMember({ path: { ...path, username: "dmitri" } });
  context.pass(119_999);
  expect(await peopleOf(context, room)).toHaveLength(4);
  context.pass(1);
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }, { member: "chloe" }, { member: "dmitri" }]);
  await chat.disconnectUser({ path: { username: "chloe" } });
  context.pass(60_000);
  await context.logIn("chloe", "web");
  context.pass(60_000);
  expect(await peopleOf(context, room)).toHaveLength(3);
  await chat.disconnectUser({ path: { username: "chloe" } });
  context.pass(120_000);
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }, { member: "dmitri" }]);
  expect(await context.rows()).not.toHaveProperty("due");
  await chat.addChatroomMember({ path: { ...path, username: "ben" } });
  await chat.removeChatroomMembers({ path: { ...path, username: ["ben"] } });
  expect(await context.rows()).not.toHaveProperty("due");
  await chat.updateChatroom({ path, body: { newowner: "dmitri" } });
  context.pass(120_000);
  expect(await peopleOf(context, room)).toEqual([{ owner: "dmitri" }]);
});

rule("chatroom-admins/list", async (context) => {
  const path = { chatroom_id: await roomOf(context, "ada", "ben") };
  expect(await context.chat.listChatroomAdmins({ path })).toMatchObject({ data: [], count: 0 });
});

rule("chatroom-admins/promote", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const path = { chatroom_id: room };
  for (let time = 0; time < 2; time++) {
    const { data } = await context.chat.addChatroomAdmin({ path, body: { newadmin: "ben" } });
    expect(data).toEqual({ result: "success", newadmin: "ben" });
    expect((await context.chat.listChatroomAdmins({ path })).data).toEqual(["ben"]);
  }
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }, { member: "ben" }]);
});

rule("chatroom-admins/stranger", async (context) => {
  const path = { chatroom_id: await roomOf(context, "ada") };
  await context.register("ben");
  const call = context.chat.addChatroomAdmin({ path, body: { newadmin: "ben" } });
  expect(await context.refusal(call)).toBe("NotAChatroomMember");
});

rule("chatroom-admins/unknown", async (context) => {
  const path = { chatroom_id: await roomOf(context, "ada") };
  const call = context.chat.addChatroomAdmin({ path, body: { newadmin: "nobody" } });
  expect(await context.refusal(call)).toBe("UserNotFound");
});

rule("chatroom-admins/owner", async (context) => {
  const path = { chatroom_id: await roomOf(context, "ada") };
  const call = context.chat.addChatroomAdmin({ path, body: { newadmin: "ada" } });
  expect(await context.refusal(call)).toBe("ChatroomOwnerCannotLeave");
});

rule("chatroom-admins/too-many", async (context) => {
  const others = crowd(100);
  await registerMany(context, ["ada", ...others]);
  const body = { name: "R", description: "D", owner: "ada", members: others };
  const path = { chatroom_id: (await context.chat.createChatroom({ body })).data.id };
  const promote = (newadmin: string) => context.chat.addChatroomAdmin({ path, body: { newadmin } });
  for (const name of others.slice(0, 99)) await promote(name);
  expect(await context.refusal(promote("user99"))).toBe("TooManyChatroomAdmins");
});

rule("chatroom-admins/demote", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.chat.addChatroomAdmin({ path: { chatroom_id: room }, body: { newadmin: "ben" } });
  const { data } = await context.chat.removeChatroomAdmin({ path: { chatroom_id: room, oldadmin: "ben" } });
  expect(data).toEqual({ result: "success", oldadmin: "ben" });
  expect((await context.chat.listChatroomAdmins({ path: { chatroom_id: room } })).data).toEqual([]);
  expect(await peopleOf(context, room)).toHaveLength(2);
});

rule("chatroom-admins/not-an-admin", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const call = context.chat.removeChatroomAdmin({ path: { chatroom_id: room, oldadmin: "ben" } });
  expect(await context.refusal(call)).toBe("NotAChatroomAdmin");
});
