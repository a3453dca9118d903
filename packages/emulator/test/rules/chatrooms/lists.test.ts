import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";
import { detailsOf, peopleOf, roomOf } from "./support.ts";

const allowed = async ({ chat }: RuleContext, chatroom_id: string) =>
  (await chat.listChatroomAllowlist({ path: { chatroom_id } })).data;

rule("chatroom-allow-list/list", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe", "dmitri");
  await context.chat.addChatroomAdmin({ path: { chatroom_id: room }, body: { newadmin: "dmitri" } });
  for (const username of ["chloe", "ben"]) {
    await context.chat.addChatroomAllowlistMember({ path: { chatroom_id: room, username } });
  }
  expect(await allowed(context, room)).toEqual(["chloe", "ben"]);
});

rule("chatroom-allow-list/add", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  for (let time = 0; time < 2; time++) {
    const { data } = await context.chat.addChatroomAllowlistMember({ path: { chatroom_id: room, username: "ben" } });
    expect(data).toEqual({ result: true, action: "add_user_whitelist", user: "ben", chatroomid: room });
    expect(await allowed(context, room)).toEqual(["ben"]);
  }
});

rule("chatroom-allow-list/stranger", async (context) => {
  const room = await roomOf(context, "ada");
  await context.register("ben");
  const call = context.chat.addChatroomAllowlistMember({ path: { chatroom_id: room, username: "ben" } });
  expect(await context.refusal(call)).toBe("NotAChatroomMember");
});

rule("chatroom-allow-list/some", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const body = { usernames: ["lena", "ben"] };
  const { data } = await context.chat.addChatroomAllowlistMembers({ path: { chatroom_id: room }, body });
  expect(data).toMatchObject([
    { result: false, user: "lena", reason: `user: lena doesn't exist in chatroom: ${room}` },
    { result: true, user: "ben" },
  ]);
});

rule("chatroom-allow-list/none", async (context) => {
  const room = await roomOf(context, "ada");
  const call = context.chat.addChatroomAllowlistMembers({ path: { chatroom_id: room }, body: { usernames: ["lena"] } });
  expect(await context.refusal(call)).toBe("NotAChatroomMember");
});

rule("chatroom-allow-list/remove", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.chat.addChatroomAllowlistMember({ path: { chatroom_id: room, username: "ben" } });
  const path = { chatroom_id: room, username: ["ben"] };
  const { data } = await context.chat.removeChatroomAllowlistMembers({ path });
  expect(data).toEqual([{ result: true, action: "remove_user_whitelist", user: "ben", chatroomid: room }]);
  expect(await allowed(context, room)).toEqual([]);
  expect(await peopleOf(context, room)).toHaveLength(2);
});

rule("chatroom-allow-list/remove-strangers", async (context) => {
  const room = await roomOf(context, "ada");
  const call = context.chat.removeChatroomAllowlistMembers({ path: { chatroom_id: room, username: ["lena"] } });
  expect(await context.refusal(call)).toBe("NotAChatroomMember");
});

const barred = async ({ chat }: RuleContext, chatroom_id: string) =>
  (await chat.listChatroomBlocklist({ path: { chatroom_id } })).data;

rule("chatroom-allow-list/remove-offline", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const path = { chatroom_id: room };
  await context.chat.addChatroomAllowlistMember({ path: { ...path, username: "ben" } });
  context.pass(600_000);
  await context.chat.removeChatroomAllowlistMembers({ path: { ...path, username: ["ben"] } });
  context.pass(119_999);
  expect(await peopleOf(context, room)).toHaveLength(2);
  context.pass(1);
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }]);
});

rule("chatroom-blocklist/list", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe");
  for (const username of ["chloe", "ben"]) {
    await context.chat.addChatroomBlocklistMember({ path: { chatroom_id: room, username } });
  }
  expect(await barred(context, room)).toEqual(["chloe", "ben"]);
});

rule("chatroom-blocklist/block", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const { data } = await context.chat.addChatroomBlocklistMember({ path: { chatroom_id: room, username: "ben" } });
  expect(data).toEqual({ result: true, action: "add_blocks", user: "ben", chatroomid: room });
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }]);
  expect((await context.chat.listJoinedChatrooms({ path: { username: "ben" } })).data).toEqual([]);
});

rule("chatroom-blocklist/stranger", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const block = (username: string) =>
    context.chat.addChatroomBlocklistMember({ path: { chatroom_id: room, username } });
  expect(await context.refusal(block("lena"))).toBe("NotAChatroomMember");
  await block("ben");
  expect(await context.refusal(block("ben"))).toBe("NotAChatroomMember");
});

rule("chatroom-blocklist/owner", async (context) => {
  const room = await roomOf(context, "ada");
  const call = context.chat.addChatroomBlocklistMember({ path: { chatroom_id: room, username: "ada" } });
  expect(await context.refusal(call)).toBe("ChatroomOwnerCannotLeave");
});

rule("chatroom-blocklist/some", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const body = { usernames: ["lena", "ada", "ben"] };
  const { data } = await context.chat.addChatroomBlocklistMembers({ path: { chatroom_id: room }, body });
  expect(data).toMatchObject([
    { result: false, user: "lena", reason: `user: lena doesn't exist in chatroom: ${room}` },
    { result: false, user: "ada", reason: expect.any(String) },
    { result: true, user: "ben" },
  ]);
  expect(await barred(context, room)).toEqual(["ben"]);
});

rule("chatroom-blocklist/unblock", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.chat.addChatroomBlocklistMember({ path: { chatroom_id: room, username: "ben" } });
  const path = { chatroom_id: room, username: ["ben"] };
  const { data } = await context.chat.removeChatroomBlocklistMembers({ path });
  expect(data).toEqual({ result: true, action: "remove_blocks", user: "ben", chatroomid: room });
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }]);
  await context.chat.addChatroomMember({ path: { chatroom_id: room, username: "ben" } });
});

rule("chatroom-blocklist/not-blocked", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const call = context.chat.removeChatroomBlocklistMembers({ path: { chatroom_id: room, username: ["ben"] } });
  expect(await context.refusal(call)).toBe("NotOnChatroomBlocklist");
});

rule("chatroom-blocklist/some-blocked", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.chat.addChatroomBlocklistMember({ path: { chatroom_id: room, username: "ben" } });
  const path = { chatroom_id: room, username: ["lena", "ben"] };
  const { data } = await context.chat.removeChatroomBlocklistMembers({ path });
  expect(data).toMatchObject([{ result: false, user: "lena", reason: expect.any(String) }, { result: true }]);
});

const muted = async ({ chat }: RuleContext, chatroom_id: string) =>
  (await chat.listChatroomMutedMembers({ path: { chatroom_id } })).data;
const mute = ({ chat }: RuleContext, chatroom_id: string, mute_duration: number, ...usernames: string[]) =>
  chat.muteChatroomMembers({ path: { chatroom_id }, body: { usernames, mute_duration } });

rule("chatroom-mute-list/active", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe");
  await mute(context, room, 1000, "ben");
  await mute(context, room, 5000, "chloe");
  context.pass(1000);
  await context.chat.muteAllChatroomMembers({ path: { chatroom_id: room } });
  expect(await muted(context, room)).toMatchObject([{ user: "chloe" }]);
});

rule("chatroom-mute-list/until", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await mute(context, room, 10_000, "ben");
  const { data, timestamp = 0 } = await mute(context, room, 5000, "ben");
  expect(data).toEqual([{ result: true, expire: timestamp + 5000, user: "ben" }]);
  context.pass(4999);
  expect(await muted(context, room)).toEqual([{ expire: timestamp + 5000, user: "ben" }]);
  context.pass(1);
  expect(await muted(context, room)).toEqual([]);
});

rule("chatroom-mute-list/for-good", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  expect((await mute(context, room, -1, "ben")).data).toMatchObject([{ expire: -1 }]);
  context.pass(50 * 365 * 86_400_000);
  expect(await muted(context, room)).toEqual([{ expire: -1, user: "ben" }]);
});

rule("chatroom-mute-list/zero", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await mute(context, room, -1, "ben");
  await mute(context, room, 0, "ben");
  expect(await muted(context, room)).toEqual([]);
});

rule("chatroom-mute-list/strangers", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.register("lena");
  expect(await context.refusal(mute(context, room, 1000, "lena", "nobody"))).toBe("NotAChatroomMember");
  const { data } = await mute(context, room, 1000, "lena", "ben");
  expect(data).toMatchObject([
    { result: false, user: "lena" },
    { result: true, user: "ben" },
  ]);
});

rule("chatroom-mute-list/owner", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  expect(await context.refusal(mute(context, room, 1000, "ada"))).toBe("ChatroomOwnerCannotLeave");
});

rule("chatroom-mute-list/unmute", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await mute(context, room, -1, "ben");
  const { data } = await context.chat.unmuteChatroomMembers({ path: { chatroom_id: room, username: ["ben"] } });
  expect(data).toEqual([{ result: true, user: "ben" }]);
  expect(await muted(context, room)).toEqual([]);
});

rule("chatroom-mute-list/not-muted", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const { data } = await context.chat.unmuteChatroomMembers({ path: { chatroom_id: room, username: ["ben"] } });
  expect(data).toEqual([{ result: false, user: "ben" }]);
});

rule("chatroom-mute-list/all", async (context) => {
  const room = await roomOf(context, "ada");
  for (let time = 0; time < 2; time++) {
    expect((await context.chat.muteAllChatroomMembers({ path: { chatroom_id: room } })).data).toEqual({ mute: true });
    expect(await detailsOf(context, room)).toMatchObject({ mute: true });
  }
});

rule("chatroom-mute-list/all-lifted", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await mute(context, room, -1, "ben");
  await context.chat.muteAllChatroomMembers({ path: { chatroom_id: room } });
  expect((await context.chat.unmuteAllChatroomMembers({ path: { chatroom_id: room } })).data).toEqual({ mute: false });
  expect(await detailsOf(context, room)).toMatchObject({ mute: false });
  expect(await muted(context, room)).toMatchObject([{ user: "ben" }]);
});
