import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { crowd, groupOf, peopleOf, registerMany } from "./support.ts";

const allowed = async ({ chat }: RuleContext, group_id: string) =>
  (await chat.listChatgroupAllowlist({ path: { group_id } })).data;
const barred = async ({ chat }: RuleContext, group_id: string) =>
  (await chat.listChatgroupBlocklist({ path: { group_id } })).data;

rule("chatgroup-allow-list/list", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe", "dmitri");
  await context.chat.addChatgroupAdmin({ path: { group_id: group }, body: { newadmin: "dmitri" } });
  for (const username of ["chloe", "ben"]) {
    await context.chat.addChatgroupAllowlistMember({ path: { group_id: group, username } });
  }
  expect(await allowed(context, group)).toEqual(["chloe", "ben"]);
});

rule("chatgroup-allow-list/add", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.chat.addChatgroupAdmin({ path: { group_id: group }, body: { newadmin: "ben" } });
  for (let time = 0; time < 2; time++) {
    const { data } = await context.chat.addChatgroupAllowlistMember({ path: { group_id: group, username: "ben" } });
    expect(data).toEqual({ result: true, groupid: group, action: "add_user_whitelist", user: "ben" });
    expect(await allowed(context, group)).toEqual(["ben"]);
  }
  expect((await context.chat.listChatgroupAdmins({ path: { group_id: group } })).data).toEqual(["ben"]);
});

rule("chatgroup-allow-list/stranger", async (context) => {
  const group = await groupOf(context, "ada");
  await context.register("ben");
  const call = context.chat.addChatgroupAllowlistMember({ path: { group_id: group, username: "ben" } });
  expect(await context.refusal(call)).toBe("NotAChatgroupMember");
});

rule("chatgroup-allow-list/some", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const body = { usernames: ["lena", "ben"] };
  const { data } = await context.chat.addChatgroupAllowlistMembers({ path: { group_id: group }, body });
  expect(data).toMatchObject([
    { result: false, user: "lena", reason: `user: lena doesn't exist in group: ${group}` },
    { result: true, user: "ben" },
  ]);
  expect(await allowed(context, group)).toEqual(["ben"]);
});

rule("chatgroup-allow-list/none", async (context) => {
  const group = await groupOf(context, "ada");
  const body = { usernames: ["lena", "nobody"] };
  const call = context.chat.addChatgroupAllowlistMembers({ path: { group_id: group }, body });
  expect(await context.refusal(call)).toBe("NotAChatgroupMember");
});

rule("chatgroup-allow-list/remove", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.chat.addChatgroupAllowlistMember({ path: { group_id: group, username: "ben" } });
  for (let time = 0; time < 2; time++) {
    const path = { group_id: group, username: ["ben"] };
    const { data } = await context.chat.removeChatgroupAllowlistMembers({ path });
    expect(data).toEqual([{ result: true, groupid: group, action: "remove_user_whitelist", user: "ben" }]);
    expect(await allowed(context, group)).toEqual([]);
  }
  expect(await peopleOf(context, group)).toHaveLength(2);
});

rule("chatgroup-allow-list/remove-strangers", async (context) => {
  const group = await groupOf(context, "ada");
  const call = context.chat.removeChatgroupAllowlistMembers({ path: { group_id: group, username: ["lena"] } });
  expect(await context.refusal(call)).toBe("NotAChatgroupMember");
});

async function blockedCrowd(context: RuleContext, count: number): Promise<{ group: string; names: string[] }> {
  const names = crowd(count);
  await registerMany(context, ["ada", ...names]);
  const body = { owner: "ada", members: names };
  const group = (await context.chat.createChatgroup({ body })).data.groupid;
  for (let begin = 0; begin < count; begin += 60) {
    const usernames = names.slice(begin, begin + 60);
    await context.chat.addChatgroupBlocklistMembers({ path: { group_id: group }, body: { usernames } });
  }
  return { group, names };
}

rule("chatgroup-blocklist/newest", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  for (const username of ["chloe", "ben"]) {
    await context.chat.addChatgroupBlocklistMember({ path: { group_id: group, username } });
  }
  expect(await barred(context, group)).toEqual(["ben", "chloe"]);
});

rule("chatgroup-blocklist/unpaged", async (context) => {
  const { group } = await blockedCrowd(context, 70);
  const all = await context.chat.listChatgroupBlocklist({ path: { group_id: group } });
  expect(all.data).toHaveLength(70);
  expect(all).not.toHaveProperty("cursor");
});

rule("chatgroup-blocklist/pages", async (context) => {
  const { group, names } = await blockedCrowd(context, 70);
  const path = { group_id: group };
  const first = await context.chat.listChatgroupBlocklist({ path, query: { pageSize: 60 } });
  const query = { pageSize: 50, cursor: first.cursor ?? "" };
  const second = await context.chat.listChatgroupBlocklist({ path, query });
  expect([...first.data, ...second.data]).toEqual(names.toReversed());
  expect(first.data).toHaveLength(50);
  expect(second).not.toHaveProperty("cursor");
});

rule("chatgroup-blocklist/block", async (context) => {
  const { chat } = context;
  const group = await groupOf(context, "ada", "ben");
  const path = { group_id: group };
  const ben = { path: { ...path, username: "ben" } };
  await chat.addChatgroupAdmin({ path, body: { newadmin: "ben" } });
  await chat.addChatgroupAllowlistMember(ben);
  await chat.setChatgroupMemberAttributes({ ...ben, body: { metaData: { role: "pacer" } } });
  const { data } = await chat.addChatgroupBlocklistMember(ben);
  expect(data).toEqual({ result: true, action: "add_blocks", user: "ben", groupid: group });
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
  expect((await chat.listChatgroupAdmins({ path })).data).toEqual([]);
  expect(await allowed(context, group)).toEqual([]);
  expect((await chat.listJoinedChatgroups({ path: { username: "ben" } })).data).toEqual([]);
  expect(await context.rows()).not.toHaveProperty("memberAttributes");
});

rule("chatgroup-blocklist/stranger", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.register("lena");
  const block = (username: string) => context.chat.addChatgroupBlocklistMember({ path: { group_id: group, username } });
  expect(await context.refusal(block("lena"))).toBe("NotInChatgroupOfBlocklist");
  await block("ben");
  expect(await context.refusal(block("ben"))).toBe("NotInChatgroupOfBlocklist");
});

rule("chatgroup-blocklist/owner", async (context) => {
  const group = await groupOf(context, "ada");
  const call = context.chat.addChatgroupBlocklistMember({ path: { group_id: group, username: "ada" } });
  expect(await context.refusal(call)).toBe("ChatgroupOwnerNotBlocked");
});

rule("chatgroup-blocklist/some", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const body = { usernames: ["lena", "ben"] };
  const { data } = await context.chat.addChatgroupBlocklistMembers({ path: { group_id: group }, body });
  expect(data).toMatchObject([
    { result: false, user: "lena", reason: `user: lena doesn't exist in group: ${group}` },
    { result: true, user: "ben" },
  ]);
  expect(await barred(context, group)).toEqual(["ben"]);
});

rule("chatgroup-blocklist/owner-among", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const body = { usernames: ["ada", "ben"] };
  const { data } = await context.chat.addChatgroupBlocklistMembers({ path: { group_id: group }, body });
  expect(data).toMatchObject([{ result: false, user: "ada", reason: expect.any(String) }, { result: true }]);
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
});

rule("chatgroup-blocklist/unblock", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.chat.addChatgroupBlocklistMember({ path: { group_id: group, username: "ben" } });
  const path = { group_id: group, username: ["ben"] };
  const { data } = await context.chat.removeChatgroupBlocklistMembers({ path });
  expect(data).toEqual({ result: true, action: "remove_blocks", user: "ben", groupid: group });
  expect(await barred(context, group)).toEqual([]);
  expect(await peopleOf(context, group)).toEqual([{ owner: "ada" }]);
  await context.chat.addChatgroupMember({ path: { group_id: group, username: "ben" } });
  expect(await peopleOf(context, group)).toHaveLength(2);
});

rule("chatgroup-blocklist/not-blocked", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const call = context.chat.removeChatgroupBlocklistMembers({ path: { group_id: group, username: ["ben"] } });
  expect(await context.refusal(call)).toBe("NotInChatgroupOfBlocklist");
});

rule("chatgroup-blocklist/some-blocked", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await context.chat.addChatgroupBlocklistMember({ path: { group_id: group, username: "ben" } });
  const path = { group_id: group, username: ["lena", "ben"] };
  const { data } = await context.chat.removeChatgroupBlocklistMembers({ path });
  expect(data).toMatchObject([{ result: false, user: "lena", reason: expect.any(String) }, { result: true }]);
});

const muted = async ({ chat }: RuleContext, group_id: string) =>
  (await chat.listChatgroupMutedMembers({ path: { group_id } })).data;
const mute = ({ chat }: RuleContext, group_id: string, mute_duration: number, ...usernames: string[]) =>
  chat.muteChatgroupMembers({ path: { group_id }, body: { usernames, mute_duration } });

rule("chatgroup-mute-list/active", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  await mute(context, group, 1000, "ben");
  await mute(context, group, 5000, "chloe");
  context.pass(1000);
  await context.chat.muteAllChatgroupMembers({ path: { group_id: group } });
  expect(await muted(context, group)).toMatchObject([{ user: "chloe" }]);
});

rule("chatgroup-mute-list/until", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const { data, timestamp = 0 } = await mute(context, group, 90_000, "ben");
  expect(data).toEqual([{ result: true, expire: timestamp + 90_000, user: "ben" }]);
  expect(await muted(context, group)).toEqual([{ expire: timestamp + 90_000, user: "ben" }]);
  context.pass(89_999);
  expect(await muted(context, group)).toHaveLength(1);
  context.pass(1);
  expect(await muted(context, group)).toEqual([]);
});

rule("chatgroup-mute-list/for-good", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  expect((await mute(context, group, -1, "ben")).data).toMatchObject([{ expire: 4638873600000 }]);
  context.pass(50 * 365 * 86_400_000);
  expect(await muted(context, group)).toEqual([{ expire: 4638873600000, user: "ben" }]);
});

rule("chatgroup-mute-list/replace", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await mute(context, group, 90_000, "ben");
  await mute(context, group, 1000, "ben");
  context.pass(1000);
  expect(await muted(context, group)).toEqual([]);
});

rule("chatgroup-mute-list/zero", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await mute(context, group, -1, "ben");
  expect((await mute(context, group, 0, "ben")).data).toEqual([{ result: true, expire: 0, user: "ben" }]);
  expect(await muted(context, group)).toEqual([]);
});

rule("chatgroup-mute-list/strangers", async (context) => {
  const group = await groupOf(context, "ada");
  await context.register("lena");
  expect(await context.refusal(mute(context, group, 1000, "lena"))).toBe("NotInChatgroupOfMuteList");
});

rule("chatgroup-mute-list/some", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  const { data } = await mute(context, group, 1000, "lena", "ben");
  expect(data).toMatchObject([
    { result: false, user: "lena" },
    { result: true, user: "ben" },
  ]);
  expect(await muted(context, group)).toMatchObject([{ user: "ben" }]);
});

rule("chatgroup-mute-list/owner", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  expect(await context.refusal(mute(context, group, 1000, "ben", "ada"))).toBe("ChatgroupOwnerNotMuted");
  expect(await muted(context, group)).toEqual([]);
});

rule("chatgroup-mute-list/unmute", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await mute(context, group, -1, "ben");
  const { data } = await context.chat.unmuteChatgroupMembers({ path: { group_id: group, member_id: ["ben"] } });
  expect(data).toEqual([{ result: true, user: "ben" }]);
  expect(await muted(context, group)).toEqual([]);
});

rule("chatgroup-mute-list/not-muted", async (context) => {
  const group = await groupOf(context, "ada", "ben", "chloe");
  await mute(context, group, 1000, "ben");
  context.pass(1000);
  const member_id = ["ben", "chloe"];
  const { data } = await context.chat.unmuteChatgroupMembers({ path: { group_id: group, member_id } });
  expect(data).toEqual([
    { result: false, user: "ben" },
    { result: false, user: "chloe" },
  ]);
});

rule("chatgroup-mute-list/all", async (context) => {
  const group = await groupOf(context, "ada");
  for (let time = 0; time < 2; time++) {
    expect((await context.chat.muteAllChatgroupMembers({ path: { group_id: group } })).data).toEqual({ mute: true });
    const { data } = await context.chat.getChatgroups({ path: { group_id: [group] } });
    expect(data).toMatchObject([{ mute: true }]);
  }
});

rule("chatgroup-mute-list/all-lifted", async (context) => {
  const group = await groupOf(context, "ada", "ben");
  await mute(context, group, -1, "ben");
  await context.chat.muteAllChatgroupMembers({ path: { group_id: group } });
  expect((await context.chat.unmuteAllChatgroupMembers({ path: { group_id: group } })).data).toEqual({ mute: false });
  expect((await context.chat.getChatgroups({ path: { group_id: [group] } })).data).toMatchObject([{ mute: false }]);
  expect(await muted(context, group)).toMatchObject([{ user: "ben" }]);
});
