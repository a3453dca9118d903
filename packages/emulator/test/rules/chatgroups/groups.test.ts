import { expect } from "vitest";
import { rule } from "../../support/rule.ts";
import { detailsOf, groupOf, peopleOf } from "./support.ts";

rule("chatgroups/people", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  expect(await peopleOf(context, group)).toEqual([{ member: "chloe" }, { member: "ben" }, { owner: "ada" }]);
  expect(await detailsOf(context, group)).toMatchObject({ affiliations_count: 3 });
});

rule("chatgroups/unknown-person", async ({ chat, register, refusal }) => {
  await register("ada");
  expect(await refusal(chat.createChatgroup({ body: { owner: "nobody" } }))).toBe("UserNotFound");
  expect(await refusal(chat.createChatgroup({ body: { owner: "ada", members: ["nobody"] } }))).toBe("UserNotFound");
  expect((await chat.listChatgroups()).data).toEqual([]);
});

rule("chatgroups/owner-twice", async (context) => {
  await context.register("ada", "ben");
  const { data } = await context.chat.createChatgroup({ body: { owner: "ada", members: ["ben", "Ada"] } });
  expect(await peopleOf(context, data.groupid)).toEqual([{ member: "ben" }, { owner: "ada" }]);
});

rule("chatgroups/public-invites", async (context) => {
  await context.register("ada");
  const create = async (isPublic: boolean) =>
    (await context.chat.createChatgroup({ body: { owner: "ada", public: isPublic, allowinvites: true } })).data.groupid;
  expect(await detailsOf(context, await create(true))).toMatchObject({ public: true, allowinvites: false });
  expect(await detailsOf(context, await create(false))).toMatchObject({ public: false, allowinvites: true });
});

rule("chatgroups/first-members", async ({ chat, register, refusal }) => {
  await register("ada", "ben", "chloe");
  const body = { owner: "ada", members: ["ben", "chloe"] };
  expect(await refusal(chat.createChatgroup({ body: { ...body, maxusers: 2 } }))).toBe("TooManyFirstMembers");
  await chat.createChatgroup({ body: { ...body, maxusers: 3 } });
});

rule(
  "chatgroups/quota",
  async ({ chat, register, refusal }) => {
    await register("ada", "ben");
    for (let count = 0; count < 100; count++) {
      await chat.createChatgroup({ body: { owner: count < 50 ? "ada" : "ben" } });
    }
    expect(await refusal(chat.createChatgroup({ body: { owner: "ada" } }))).toBe("TooManyChatgroups");
  },
  { plan: "free" },
);

rule(
  "chatgroups/joined-quota",
  async ({ chat, register, refusal }) => {
    await register("ada", "ben");
    for (let count = 0; count < 1000; count++) await chat.createChatgroup({ body: { owner: "ada" } });
    expect(await refusal(chat.createChatgroup({ body: { owner: "ada" } }))).toBe("TooManyChatgroupsJoined");
    const asMember = chat.createChatgroup({ body: { owner: "ben", members: ["ada"] } });
    expect(await refusal(asMember)).toBe("TooManyChatgroupsJoined");
  },
  { plan: "starter" },
);

rule("chatgroups/new", async (context) => {
  const group = await groupOf(context, "ada");
  expect(await detailsOf(context, group)).toMatchObject({ disabled: false, mute: false });
  const { data } = await context.chat.getChatgroupAnnouncement({ path: { group_id: group } });
  expect(data.announcement).toBe("");
});

rule("chatgroups/defaults", async (context) => {
  await context.register("ada");
  const { data } = await context.chat.createChatgroup({ body: { owner: "ada" } });
  const texts = { name: "", avatar: "", description: "", custom: "" };
  const switches = { public: false, membersonly: false, allowinvites: false };
  expect(await detailsOf(context, data.groupid)).toMatchObject({ ...texts, ...switches, maxusers: 200 });
});

rule("chatgroups/some-known", async (context) => {
  const group = await groupOf(context, "ada");
  const { data, count } = await context.chat.getChatgroups({ path: { group_id: ["7", group, "8"] } });
  expect(data).toMatchObject([{ id: group }]);
  expect(count).toBe(1);
});

rule("chatgroups/none-known", async ({ chat, refusal }) => {
  expect(await refusal(chat.getChatgroups({ path: { group_id: ["7", "8"] } }))).toBe("ChatgroupNotFound");
});

rule("chatgroups/affiliations", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  await context.chat.addChatgroupAdmin({ path: { group_id: group }, body: { newadmin: "ben" } });
  expect(await detailsOf(context, group)).toMatchObject({
    affiliations_count: 3,
    affiliations: [{ member: "chloe" }, { member: "ben" }, { owner: "ada" }],
  });
});

rule("chatgroups/joined-time", async (context) => {
  const { chat, pass, register } = context;
  const group = await groupOf(context, "ada");
  await register("ben");
  pass(5000);
  await chat.addChatgroupMember({ path: { group_id: group, username: "ben" } });
  const { data } = await chat.getChatgroups({ path: { group_id: [group] }, query: { joined_time: true } });
  const created = data[0]?.created ?? 0;
  expect(data[0]?.affiliations).toEqual([
    { member: "ben", joined_time: created + 5000 },
    { owner: "ada", joined_time: created },
  ]);
});

rule("chatgroups/change", async (context) => {
  const group = await groupOf(context, "ada");
  const { data } = await context.chat.updateChatgroup({
    path: { group_id: group },
    body: { description: "new", maxusers: 7, membersonly: true },
  });
  expect(data).toEqual({ description: true, maxusers: true, membersonly: true });
  const changed = { name: "G", description: "new", maxusers: 7, membersonly: true, allowinvites: false };
  expect(await detailsOf(context, group)).toMatchObject(changed);
});

rule("chatgroups/other-names", async (context) => {
  const group = await groupOf(context, "ada");
  await context.chat.updateChatgroup({ path: { group_id: group }, body: { name: "N", desc: "D" } });
  expect(await detailsOf(context, group)).toMatchObject({ name: "N", description: "D" });
});

rule("chatgroups/unknown-field", async (context) => {
  const group = await groupOf(context, "ada");
  const body = { description: "new", groupid: "7" };
  const call = context.chat.updateChatgroup({ path: { group_id: group }, body });
  expect(await context.refusal(call)).toBe("ChatgroupFieldRefused");
  expect(await detailsOf(context, group)).toMatchObject({ description: "" });
});

rule("chatgroups/change-time", async (context) => {
  const group = await groupOf(context, "ada");
  const modified = async () => (await context.chat.listChatgroups()).data[0]?.lastModified;
  const before = await modified();
  context.pass(60_000);
  await context.chat.updateChatgroup({ path: { group_id: group }, body: { custom: "x" } });
  expect(Number(await modified())).toBe(Number(before) + 60_000);
});

rule("chatgroups/public-invites-later", async (context) => {
  await context.register("ada");
  const { data } = await context.chat.createChatgroup({ body: { owner: "ada", public: true } });
  await context.chat.updateChatgroup({ path: { group_id: data.groupid }, body: { allowinvites: true } });
  expect(await detailsOf(context, data.groupid)).toMatchObject({ allowinvites: true });
});

rule("chatgroups/too-small", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  const shrink = (maxusers: number) =>
    context.chat.updateChatgroup({ path: { group_id: group }, body: { maxusers, description: "small" } });
  expect(await context.refusal(shrink(2))).toBe("MaxusersBelowMembers");
  expect(await detailsOf(context, group)).toMatchObject({ maxusers: 200, description: "" });
  await shrink(3);
});

rule("chatgroups/hand-over", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const { data } = await context.chat.updateChatgroup({ path: { group_id: group }, body: { newowner: "ben" } });
  expect(data).toEqual({ newowner: true });
  expect(await peopleOf(context, group)).toEqual([{ owner: "ben" }, { member: "ada" }]);
  expect(await detailsOf(context, group)).toMatchObject({ owner: "ben", affiliations_count: 2 });
});

rule("chatgroups/hand-over-stranger", async (context) => {
  const group = await groupOf(context, "ada");
  await context.register("ben");
  for (const newowner of ["ben", "nobody"]) {
    const call = context.chat.updateChatgroup({ path: { group_id: group }, body: { newowner } });
    expect(await context.refusal(call)).toBe("NewOwnerNotAMember");
  }
});

rule("chatgroups/hand-over-owner", async (context) => {
  const group = await groupOf(context, "ada");
  const call = context.chat.updateChatgroup({ path: { group_id: group }, body: { newowner: "ada" } });
  expect(await context.refusal(call)).toBe("NewOwnerIsOwner");
});

rule("chatgroups/hand-over-admin", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const path = { group_id: group };
  await context.chat.addChatgroupAdmin({ path, body: { newadmin: "ben" } });
  await context.chat.updateChatgroup({ path, body: { newowner: "ben" } });
  expect((await context.chat.listChatgroupAdmins({ path })).data).toEqual([]);
});

rule("chatgroups/delete", async (context) => {
  const { chat, refusal } = context;
  const group = await groupOf(context, "ada", "ben");
  const { data } = await chat.deleteChatgroup({ path: { group_id: group }, confirm: true });
  expect(data).toEqual({ success: true, groupid: group });
  expect((await chat.listChatgroups()).data).toEqual([]);
  expect((await chat.listJoinedChatgroups({ path: { username: "ben" } })).data).toEqual([]);
  expect(await refusal(chat.getChatgroups({ path: { group_id: [group] } }))).toBe("ChatgroupNotFound");
});

rule("chatgroups/delete-again", async (context) => {
  const group = await groupOf(context, "ada");
  const call = { path: { group_id: group }, confirm: true } as const;
  await context.chat.deleteChatgroup(call);
  expect(await context.refusal(context.chat.deleteChatgroup(call))).toBe("ChatgroupNotFound");
});

rule("chatgroups/delete-all", async (context) => {
  const { chat, rows } = context;
  const group = await groupOf(context, "ada", "ben", "chloe");
  const path = { group_id: group };
  await chat.addChatgroupAdmin({ path, body: { newadmin: "ben" } });
  await chat.addChatgroupAllowlistMember({ path: { ...path, username: "ben" } });
  await chat.muteChatgroupMembers({ path, body: { usernames: ["ben"], mute_duration: -1 } });
  await chat.addChatgroupBlocklistMember({ path: { ...path, username: "chloe" } });
  const attributes = { path: { ...path, username: "ben" }, body: { metaData: { role: "pacer" } } };
  await chat.setChatgroupMemberAttributes(attributes);
  await chat.uploadChatgroupFile({ path, body: { file: new File(["x"], "x.txt") } });
  await chat.deleteChatgroup({ path, confirm: true });
  expect(await rows()).toEqual({ users: 3, tokens: 1 });
});

rule("chatgroups/newest", async ({ chat, register }) => {
  await register("ada");
  for (const groupname of ["first", "second"]) await chat.createChatgroup({ body: { owner: "ada", groupname } });
  expect((await chat.listChatgroups()).data.map(({ groupname }) => groupname)).toEqual(["second", "first"]);
});

rule("chatgroups/cursor-end", async ({ chat, register }) => {
  await register("ada");
  for (const groupname of ["a", "b", "c", "d"]) await chat.createChatgroup({ body: { owner: "ada", groupname } });
  const first = await chat.listChatgroups({ query: { limit: 2 } });
  const second = await chat.listChatgroups({ query: { limit: 2, cursor: first.cursor ?? "" } });
  expect([...first.data, ...second.data].map(({ groupname }) => groupname)).toEqual(["d", "c", "b", "a"]);
  expect(second).not.toHaveProperty("cursor");
});

rule("chatgroups/owner-with-app", async (context) => {
  await groupOf(context, "ada");
  const { org, app } = context.app;
  expect((await context.chat.listChatgroups()).data).toMatchObject([{ owner: `${org}#${app}_ada` }]);
});

rule("chatgroups/clamp", async (context) => {
  await groupOf(context, "ada");
  const page = await context.chat.listChatgroups({ query: { limit: 1001 } });
  expect(page).toMatchObject({ count: 1, params: { limit: ["1001"] } });
});

rule("chatgroups/cursor-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.listChatgroups({ query: { cursor: "?" } }))).toBe("IllegalArgument");
});

rule("chatgroups/joined", async (context) => {
  const { chat, register } = context;
  await register("ada", "ben");
  for (const [groupname, owner] of [
    ["hers", "ada"],
    ["his", "ben"],
    ["alone", "ben"],
  ] as const) {
    await chat.createChatgroup({ body: { groupname, owner, members: groupname === "his" ? ["ada"] : [] } });
  }
  const { data } = await chat.listJoinedChatgroups({ path: { username: "ada" } });
  expect(data.map(({ groupname }) => groupname)).toEqual(["his", "hers"]);
});

rule("chatgroups/joined-pages", async ({ chat, register }) => {
  await register("ada");
  for (let count = 0; count < 7; count++) await chat.createChatgroup({ body: { owner: "ada" } });
  const page = async (query: { pagenum?: number; pagesize?: number }) =>
    (await chat.listJoinedChatgroups({ path: { username: "ada" }, query })).data.length;
  expect([await page({}), await page({ pagenum: 2 }), await page({ pagenum: 3 })]).toEqual([5, 2, 0]);
});

rule("chatgroups/joined-clamp", async ({ chat, register }) => {
  await register("ada");
  for (let count = 0; count < 21; count++) await chat.createChatgroup({ body: { owner: "ada" } });
  const page = await chat.listJoinedChatgroups({ path: { username: "ada" }, query: { pagesize: 100 } });
  expect(page.data).toHaveLength(20);
  expect(page.params).toEqual({ pagesize: ["100"] });
});

rule("chatgroups/joined-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.listJoinedChatgroups({ path: { username: "ada" } }))).toBe("ServiceResourceNotFound");
});

rule("chatgroup-status/ban", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const before = await detailsOf(context, group);
  for (let time = 0; time < 2; time++) {
    expect((await context.chat.disableChatgroup({ path: { group_id: group } })).data).toEqual({ disabled: true });
    expect(await detailsOf(context, group)).toEqual({ ...before, disabled: true });
  }
});

rule("chatgroup-status/calls", async (context) => {
  const group = await groupOf(context, "ada");
  await context.register("ben");
  await context.chat.disableChatgroup({ path: { group_id: group } });
  await context.chat.addChatgroupMember({ path: { group_id: group, username: "ben" } });
  await context.chat.updateChatgroup({ path: { group_id: group }, body: { custom: "x" } });
  expect(await detailsOf(context, group)).toMatchObject({ affiliations_count: 2, custom: "x", disabled: true });
});

rule("chatgroup-status/unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.disableChatgroup({ path: { group_id: "7" } }))).toBe("ChatgroupNotFound");
});

rule("chatgroup-status/unban", async (context) => {
  const group = await groupOf(context, "ada");
  await context.chat.disableChatgroup({ path: { group_id: group } });
  for (let time = 0; time < 2; time++) {
    expect((await context.chat.enableChatgroup({ path: { group_id: group } })).data).toEqual({ disabled: false });
    expect(await detailsOf(context, group)).toMatchObject({ disabled: false });
  }
});

rule("chatgroup-status/is-joined", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  await context.register("dmitri");
  await context.chat.addChatgroupAdmin({ path: { group_id: group }, body: { newadmin: "ben" } });
  const isIn = async (username: string) =>
    (await context.chat.checkChatgroupMembership({ path: { group_id: group, username } })).data;
  const found = await Promise.all(["ada", "ben", "chloe", "dmitri", "nobody"].map(isIn));
  expect(found).toEqual([true, true, true, false, false]);
});

rule("chatgroup-status/is-joined-unknown", async ({ chat, register, refusal }) => {
  await register("ada");
  const call = chat.checkChatgroupMembership({ path: { group_id: "7", username: "ada" } });
  expect(await refusal(call)).toBe("ChatgroupNotFound");
});

rule("chatgroup-announcement/none", async (context) => {
  const group = await groupOf(context, "ada");
  const { data } = await context.chat.getChatgroupAnnouncement({ path: { group_id: group } });
  expect(data).toEqual({ announcement: "" });
});

rule("chatgroup-announcement/replace", async (context) => {
  const path = { group_id: await groupOf(context, "ada") };
  for (const announcement of ["first", "second", ""]) {
    const { data } = await context.chat.updateChatgroupAnnouncement({ path, body: { announcement } });
    expect(data).toEqual({ id: path.group_id, result: true });
    expect((await context.chat.getChatgroupAnnouncement({ path })).data).toEqual({ announcement });
  }
});
