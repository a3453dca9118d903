import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { crowd, detailsOf, groupOf, peopleOf, registerMany } from "./support.ts";

const add = ({ chat }: RuleContext, group_id: string, username: string) =>
  chat.addChatgroupMember({ path: { group_id, username } });
const addAll = ({ chat }: RuleContext, group_id: string, usernames: string[]) =>
  chat.addChatgroupMembers({ path: { group_id }, body: { usernames } });
const remove = ({ chat }: RuleContext, group_id: string, ...username: string[]) =>
  chat.removeChatgroupMembers({ path: { group_id, username } });

rule("chatgroup-members/newest", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("chloe");
  await add(context, group, "chloe");
  expect(await peopleOf(context, group)).toEqual([{ member: "chloe" }, { member: "ben" }, { owner: "ada" }]);
});

rule("chatgroup-members/past-the-end", async (context) => {
  const group = await groupOf(context, "ada");
  const page = await context.chat.listChatgroupMembers({ path: { group_id: group }, query: { pagenum: 2 } });
  expect(page).toMatchObject({ data: [], count: 0 });
});

rule("chatgroup-members/clamp", async (context) => {
  const others = crowd(110);
  await registerMany(context, ["ada", ...others]);
  const { data } = await context.chat.createChatgroup({ body: { owner: "ada", members: others } });
  const query = { pagesize: 101 };
  const page = await context.chat.listChatgroupMembers({ path: { group_id: data.groupid }, query });
  expect(page).toMatchObject({ count: 100, params: { pagesize: ["101"] } });
});

rule("chatgroup-members/names", async (context) => {
  const path = { group_id: await groupOf(context, "ada", "b", "c", "d") };
  const read = (cursor?: string) =>
    context.chat.listChatgroupMembers({ path, query: { version: "v3", limit: 2, ...(cursor && { cursor }) } });
  const first = await read();
  const second = await read(first.cursor);
  expect([first.data, second.data]).toEqual([["d", "c"], ["b"]]);
  expect(second).not.toHaveProperty("cursor");
  const all = await context.chat.listChatgroupMembers({ path, query: { version: "v3", limit: 3 } });
  expect(all.data).toEqual(["d", "c", "b"]);
  expect(all).not.toHaveProperty("cursor");
});

rule("chatgroup-members/roles-by-cursor", async (context) => {
  const path = { group_id: await groupOf(context, "ada", "b", "c") };
  const first = await context.chat.listChatgroupMembers({ path, query: { limit: 2 } });
  const second = await context.chat.listChatgroupMembers({ path, query: { limit: 2, cursor: first.cursor ?? "" } });
  expect([...first.data, ...second.data]).toEqual([{ member: "c" }, { member: "b" }, { owner: "ada" }]);
  expect(second).not.toHaveProperty("cursor");
});

rule("chatgroup-members/sort", async (context) => {
  const path = { group_id: await groupOf(context, "ada", "b", "c", "d") };
  const read = (cursor?: string) =>
    context.chat.listChatgroupMembers({ path, query: { limit: 2, sort: "asc", ...(cursor && { cursor }) } });
  const first = await read();
  const second = await read(first.cursor);
  expect([...first.data, ...second.data]).toEqual([
    { owner: "ada" },
    { member: "b" },
    { member: "c" },
    { member: "d" },
  ]);
  expect(second).not.toHaveProperty("cursor");
});

rule("chatgroup-members/unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.listChatgroupMembers({ path: { group_id: "7" } }))).toBe("ChatgroupNotFound");
});

rule("chatgroup-members/skip", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("chloe", "dmitri");
  const { data } = await addAll(context, group, ["ben", "chloe", "ada", "dmitri", "chloe"]);
  expect(data).toEqual({ newmembers: ["dmitri", "chloe"], groupid: group, action: "add_member" });
  expect(await detailsOf(context, group)).toMatchObject({ affiliations_count: 4 });
});

rule("chatgroup-members/all-in", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  expect(await context.refusal(addAll(context, group, ["ada", "ben"]))).toBe("ChatgroupMemberAlreadyIn");
});

rule("chatgroup-members/unknown-user", async (context) => {
  const group = await groupOf(context, "ada");
  await context.register("ben");
  expect(await context.refusal(addAll(context, group, ["ben", "nobody"]))).toBe("UserNotFound");
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
});

rule("chatgroup-members/no-room", async (context) => {
  const { chat, register, refusal } = context;
  await register("ada", "ben", "chloe");
  const group = (await chat.createChatgroup({ body: { owner: "ada", maxusers: 2 } })).data.groupid;
  expect(await refusal(addAll(context, group, ["ben", "chloe"]))).toBe("TooManyFirstMembers");
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
  await addAll(context, group, ["ben", "ada"]);
});

rule("chatgroup-members/one-barred", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("chloe");
  await context.chat.addChatgroupBlocklistMember({ path: { group_id: group, username: "ben" } });
  expect(await context.refusal(addAll(context, group, ["chloe", "ben"]))).toBe("ChatgroupBarsUser");
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
});

rule("chatgroup-members/already-in", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  await context.chat.addChatgroupAdmin({ path: { group_id: group }, body: { newadmin: "chloe" } });
  for (const name of ["ada", "ben", "chloe"]) {
    expect(await context.refusal(add(context, group, name))).toBe("ChatgroupMemberAlreadyIn");
  }
  expect(await detailsOf(context, group)).toMatchObject({ affiliations_count: 3 });
});

rule("chatgroup-members/add-unknown", async (context) => {
  const group = await groupOf(context, "ada");
  expect(await context.refusal(add(context, group, "nobody"))).toBe("UserNotFound");
});

rule(
  "chatgroup-members/full",
  async (context) => {
    const { chat, refusal } = context;
    const others = crowd(101);
    await registerMany(context, ["ada", ...others]);
    const small = (await chat.createChatgroup({ body: { owner: "ada", maxusers: 1 } })).data.groupid;
    expect(await refusal(add(context, small, "user0"))).toBe("TooManyFirstMembers");
    const body = { owner: "ada", maxusers: 500, members: others.slice(0, 99) };
    const large = (await chat.createChatgroup({ body })).data.groupid;
    expect(await refusal(add(context, large, "user100"))).toBe("TooManyFirstMembers");
  },
  { plan: "free" },
);

rule("chatgroup-members/barred", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const path = { group_id: group, username: "ben" };
  await context.chat.addChatgroupBlocklistMember({ path });
  expect(await context.refusal(add(context, group, "ben"))).toBe("ChatgroupBarsUser");
  await context.chat.removeChatgroupBlocklistMembers({ path: { group_id: group, username: ["ben"] } });
  expect((await add(context, group, "ben")).data).toMatchObject({ result: true, user: "ben" });
});

rule(
  "chatgroup-members/joined-quota",
  async (context) => {
    const { chat, register, refusal } = context;
    await register("ada", "ben");
    const create = async (owner: string) => (await chat.createChatgroup({ body: { owner } })).data.groupid;
    const group = await create("ada");
    for (let count = 0; count < 999; count++) await create("ben");
    await chat.createChatroom({ body: { name: "r", description: "a room is no group", owner: "ben" } });
    await add(context, group, "ben");
    const other = await create("ada");
    expect(await refusal(add(context, other, "ben"))).toBe("TooManyChatgroupsJoined");
    expect(await refusal(addAll(context, other, ["ben"]))).toBe("TooManyChatgroupsJoined");
  },
  { plan: "starter" },
);

rule("chatgroup-members/remove", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe", "dmitri");
  const marks = { result: true, groupid: group, action: "remove_member" };
  expect((await remove(context, group, "chloe")).data).toEqual({ ...marks, user: "chloe" });
  const both = [
    { ...marks, user: "dmitri" },
    { ...marks, user: "ben" },
  ];
  expect((await remove(context, group, "dmitri", "ben")).data).toEqual(both);
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
});

rule("chatgroup-members/remove-stranger", async (context) => {
  const group = await groupOf(context, "ada");
  await context.register("ben");
  for (const name of ["ben", "nobody"]) {
    expect(await context.refusal(remove(context, group, name))).toBe("NotAChatgroupMember");
  }
});

rule("chatgroup-members/remove-some", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("lena");
  const { data } = await remove(context, group, "nobody", "ben", "lena");
  expect(data).toMatchObject([
    { result: false, user: "nobody", reason: "user nobody doesn't exist." },
    { result: true, user: "ben" },
    { result: false, user: "lena", reason: `user: lena doesn't exist in group: ${group}` },
  ]);
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
});

rule("chatgroup-members/remove-none", async (context) => {
  const group = await groupOf(context, "ada");
  expect(await context.refusal(remove(context, group, "nobody", "lena"))).toBe("NotAChatgroupMember");
});

rule("chatgroup-members/remove-owner", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  expect(await context.refusal(remove(context, group, "ada"))).toBe("ChatgroupOwnerCannotLeave");
});

rule("chatgroup-members/remove-owner-among", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const { data } = await remove(context, group, "ada", "ben");
  expect(data).toMatchObject([
    { result: false, user: "ada", reason: expect.any(String) },
    { result: true, user: "ben" },
  ]);
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
});

rule("chatgroup-members/remove-roles", async (context) => {
  const { chat } = context;
  const group = await groupOf(context, "ada", "ben");
  const path = { group_id: group };
  const ben = { path: { ...path, username: "ben" } };
  await chat.addChatgroupAdmin({ path, body: { newadmin: "ben" } });
  await chat.addChatgroupAllowlistMember(ben);
  await chat.setChatgroupMemberAttributes({ ...ben, body: { metaData: { role: "pacer" } } });
  await remove(context, group, "ben");
  await add(context, group, "ben");
  expect((await chat.listChatgroupAdmins({ path })).data).toEqual([]);
  expect((await chat.listChatgroupAllowlist({ path })).data).toEqual([]);
  expect((await chat.getChatgroupMemberAttributes(ben)).data).toEqual({});
});

rule("chatgroup-members/remove-mute", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const path = { group_id: group };
  await context.chat.muteChatgroupMembers({ path, body: { usernames: ["ben"], mute_duration: 1000 } });
  const before = (await context.chat.listChatgroupMutedMembers({ path })).data;
  await remove(context, group, "ben");
  await add(context, group, "ben");
  expect((await context.chat.listChatgroupMutedMembers({ path })).data).toEqual(before);
});

rule("chatgroup-admins/list", async (context) => {
  const path = { group_id: await groupOf(context, "ada", "ben") };
  expect(await context.chat.listChatgroupAdmins({ path })).toMatchObject({ data: [], count: 0 });
});

rule("chatgroup-admins/promote", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const path = { group_id: group };
  const { data } = await context.chat.addChatgroupAdmin({ path, body: { newadmin: "ben" } });
  expect(data).toEqual({ result: "success", newadmin: "ben" });
  expect(await context.chat.listChatgroupAdmins({ path })).toMatchObject({ data: ["ben"], count: 1 });
  expect(await peopleOf(context, group)).toEqual([{ member: "ben" }, { owner: "ada" }]);
  expect(await detailsOf(context, group)).toMatchObject({ affiliations_count: 2 });
});

rule("chatgroup-admins/stranger", async (context) => {
  const path = { group_id: await groupOf(context, "ada") };
  await context.register("ben");
  const call = context.chat.addChatgroupAdmin({ path, body: { newadmin: "ben" } });
  expect(await context.refusal(call)).toBe("NewChatgroupAdminRefused");
});

rule("chatgroup-admins/owner", async (context) => {
  const path = { group_id: await groupOf(context, "ada") };
  const call = context.chat.addChatgroupAdmin({ path, body: { newadmin: "ada" } });
  expect(await context.refusal(call)).toBe("ChatgroupOwnerCannotLeave");
});

rule("chatgroup-admins/again", async (context) => {
  const path = { group_id: await groupOf(context, "ada", "ben") };
  for (let time = 0; time < 2; time++) await context.chat.addChatgroupAdmin({ path, body: { newadmin: "ben" } });
  expect((await context.chat.listChatgroupAdmins({ path })).data).toEqual(["ben"]);
});

rule("chatgroup-admins/too-many", async (context) => {
  const others = crowd(100);
  await registerMany(context, ["ada", ...others]);
  const { data } = await context.chat.createChatgroup({ body: { owner: "ada", members: others } });
  const promote = (newadmin: string) =>
    context.chat.addChatgroupAdmin({ path: { group_id: data.groupid }, body: { newadmin } });
  for (const name of others.slice(0, 99)) await promote(name);
  expect(await context.refusal(promote("user99"))).toBe("TooManyChatgroupAdmins");
  await promote("user0");
});

rule("chatgroup-admins/demote", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.chat.addChatgroupAdmin({ path: { group_id: group }, body: { newadmin: "ben" } });
  const { data } = await context.chat.removeChatgroupAdmin({ path: { group_id: group, username: "ben" } });
  expect(data).toEqual({ result: "success", oldadmin: "ben" });
  expect((await context.chat.listChatgroupAdmins({ path: { group_id: group } })).data).toEqual([]);
  expect(await peopleOf(context, group)).toEqual([{ member: "ben" }, { owner: "ada" }]);
});

rule("chatgroup-admins/not-an-admin", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  for (const username of ["ben", "ada", "nobody"]) {
    const call = context.chat.removeChatgroupAdmin({ path: { group_id: group, username } });
    expect(await context.refusal(call)).toBe("NotAChatgroupAdmin");
  }
});
