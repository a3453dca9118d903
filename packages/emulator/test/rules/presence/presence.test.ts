import { expect } from "vitest";
import { type RuleContext, rule } from "../../support/rule.ts";

const DAY = 86_400;

const set = ({ chat }: RuleContext, username: string, resource: string, status: string, ext = "") =>
  chat.setPresence({ path: { username, resource, status }, body: { ext } });
const follow = ({ chat }: RuleContext, username: string, usernames: string[], expiry = DAY) =>
  chat.subscribePresence({ path: { username, expiry }, body: { usernames } });
const unfollow = ({ chat }: RuleContext, username: string, body: string[] | { users: string[] }) =>
  chat.unsubscribePresence({ path: { username }, body });
const read = async ({ chat }: RuleContext, username: string, ...usernames: string[]) =>
  (await chat.getPresence({ path: { username }, body: { usernames } })).result;
const list = async ({ chat }: RuleContext, username: string, query = { pageNum: 1, pageSize: 500 }) =>
  (await chat.listPresenceSubscriptions({ path: { username }, query })).result;
const followed = async (context: RuleContext, username: string) =>
  (await list(context, username)).sublist.map(({ uid }) => uid);

rule("presence/by-device", async (context) => {
  await context.register("ada", "ben");
  await follow(context, "ben", ["ada"]);
  await set(context, "ada", "web_1", "1");
  await set(context, "ada", "ios_1", "100");
  await set(context, "ada", "web_1", "0");
  expect(await read(context, "ben", "ada")).toMatchObject([{ uid: "ada", status: { web_1: "0", ios_1: "100" } }]);
});

rule("presence/one-text", async (context) => {
  await context.register("ada", "ben");
  await follow(context, "ben", ["ada"]);
  await set(context, "ada", "web_1", "1", "running");
  await set(context, "ada", "ios_1", "1", "resting");
  expect(await read(context, "ben", "ada")).toMatchObject([{ ext: "resting" }]);
});

rule("presence/text-bytes", async (context) => {
  await context.register("ada");
  await set(context, "ada", "web_1", "1", "é".repeat(512));
  expect(await context.refusal(set(context, "ada", "web_1", "1", "é".repeat(513)))).toBe("PresenceTextTooLong");
});

rule("presence/device", async (context) => {
  await context.register("ada");
  expect(await set(context, "ada", "web_never-seen", "7")).toEqual({ result: "ok" });
});

rule("presence/unknown", async (context) => {
  expect(await context.refusal(set(context, "ada", "web_1", "1"))).toBe("ServiceResourceNotFound");
});

rule("presence/subscribe", async (context) => {
  await context.register("ada", "ben", "chloe");
  await set(context, "ada", "web_1", "1", "running");
  const now = Math.floor((await context.chat.getGlobalMute({ path: { username: "ada" } })).data.unixtime);
  expect((await follow(context, "ben", ["chloe", "ada"], 60)).result).toEqual([
    { uid: "chloe", last_time: "0", ext: "", status: {}, expiry: String(now + 60) },
    { uid: "ada", last_time: String(now), ext: "running", status: { web_1: "1" }, expiry: String(now + 60) },
  ]);
});

rule("presence/renew", async (context) => {
  await context.register("ada", "ben");
  await follow(context, "ben", ["ada"], 60);
  context.pass(50_000);
  await follow(context, "ben", ["ada"], 60);
  context.pass(50_000);
  expect(await followed(context, "ben")).toEqual(["ada"]);
  expect((await list(context, "ben")).totalnum).toBe("1");
});

rule("presence/end", async (context) => {
  await context.register("ada", "ben");
  await follow(context, "ben", ["ada"], 60);
  context.pass(59_999);
  expect(await followed(context, "ben")).toEqual(["ada"]);
  context.pass(1);
  expect(await followed(context, "ben")).toEqual([]);
  expect(await read(context, "ben", "ada")).toEqual([]);
});

rule("presence/oneself", async (context) => {
  await context.register("ada", "ben");
  expect(await context.refusal(follow(context, "ben", ["ada", "ben"]))).toBe("PresenceOfOneself");
  expect(await followed(context, "ben")).toEqual([]);
});

rule("presence/follower-unknown", async (context) => {
  await context.register("ada");
  expect(await context.refusal(follow(context, "ben", ["ada"]))).toBe("ServiceResourceNotFound");
});

rule("presence/strangers", async (context) => {
  await context.register("ada", "ben");
  expect((await follow(context, "ben", ["nobody", "ada"])).result).toMatchObject([{ uid: "ada" }]);
  expect(await followed(context, "ben")).toEqual(["ada"]);
});

rule("presence/most", async (context) => {
  const crowd = Array.from({ length: 3001 }, (_, index) => `runner-${index}`);
  for (let begin = 0; begin < crowd.length; begin += 50) await context.register(...crowd.slice(begin, begin + 50));
  await context.register("ben");
  await follow(context, "ben", ["runner-3000"], 60);
  await follow(context, "ben", ["runner-2999"], 30);
  for (let begin = 0; begin < 2999; begin += 100) {
    await follow(context, "ben", crowd.slice(begin, Math.min(begin + 100, 2999)), DAY);
  }
  expect((await list(context, "ben")).totalnum).toBe("3000");
  expect((await followed(context, "ben"))[0]).toBe("runner-3000");
});

rule("presence/get", async (context) => {
  await context.register("ada", "ben", "chloe");
  await follow(context, "ben", ["ada"]);
  await set(context, "ada", "web_1", "1");
  const found = await read(context, "ben", "chloe", "ada", "nobody");
  expect(found.map(({ uid, status }) => [uid, status])).toEqual([
    ["chloe", {}],
    ["ada", { web_1: "1" }],
    ["nobody", {}],
  ]);
});

rule("presence/logged-in", async (context) => {
  await context.register("ada", "ben");
  await follow(context, "ben", ["ada"]);
  await context.logIn("ada", "web_1");
  await context.logIn("ada", "ios_1");
  await set(context, "ada", "web_1", "100");
  expect(await read(context, "ben", "ada")).toMatchObject([{ status: { web_1: "100", ios_1: "1" } }]);
});

rule("presence/no-follower", async (context) => {
  await context.register("ada", "ben");
  await set(context, "ada", "web_1", "1");
  expect(await read(context, "ben", "ada")).toEqual([]);
  expect(await read(context, "nobody", "ada")).toEqual([]);
});

rule("presence/unsubscribe", async (context) => {
  await context.register("ada", "ben", "chloe", "dana");
  await follow(context, "ben", ["ada", "chloe", "dana"]);
  await unfollow(context, "ben", ["ada"]);
  expect(await followed(context, "ben")).toEqual(["chloe", "dana"]);
  await unfollow(context, "ben", { users: ["dana"] });
  expect(await followed(context, "ben")).toEqual(["chloe"]);
});

rule("presence/not-followed", async (context) => {
  await context.register("ada", "ben");
  await follow(context, "ben", ["ada"]);
  expect(await unfollow(context, "ben", ["nobody", "ada"])).toEqual({ result: "ok" });
  expect(await followed(context, "ben")).toEqual([]);
});

rule("presence/unsubscriber-unknown", async (context) => {
  expect(await context.refusal(unfollow(context, "ben", ["ada"]))).toBe("ServiceResourceNotFound");
});

rule("presence/list", async (context) => {
  await context.register("ada", "ben", "chloe", "dana");
  await follow(context, "ben", ["ada", "chloe", "dana"]);
  expect(await list(context, "ben", { pageNum: 2, pageSize: 2 })).toMatchObject({
    totalnum: "3",
    sublist: [{ uid: "dana" }],
  });
});

rule("presence/list-order", async (context) => {
  await context.register("ada", "ben", "chloe");
  await follow(context, "ben", ["chloe"]);
  await follow(context, "ben", ["ada"]);
  await follow(context, "ben", ["chloe"]);
  expect(await followed(context, "ben")).toEqual(["chloe", "ada"]);
  await context.chat.deleteUser({ path: { username: "chloe" }, confirm: true });
  expect(await followed(context, "ben")).toEqual(["ada"]);
  await context.chat.deleteUser({ path: { username: "ben" }, confirm: true });
  expect(Object.keys(await context.rows())).not.toContain("presenceSubscriptions");
});

rule("presence/list-none", async (context) => {
  await context.register("ben");
  const none = { totalnum: "0", sublist: [] };
  expect([await list(context, "ben"), await list(context, "nobody")]).toEqual([none, none]);
});

const groupOf = async ({ chat, register }: RuleContext, owner: string, ...members: string[]) => {
  await register(owner, ...members);
  return (await chat.createChatgroup({ body: { groupname: "G", owner, members, public: true } })).data.groupid;
};

rule("presence/online-members", async (context) => {
  const group_id = await groupOf(context, "ada", "ben", "chloe");
  await context.register("dana");
  for (const [name, device] of [
    ["ada", "web"],
    ["ben", "web"],
    ["ben", "ios"],
    ["dana", "web"],
  ] as const) {
    await context.logIn(name, device);
  }
  expect(await context.chat.getOnlineMemberCount({ path: { group_id, query_type: 1 } })).toEqual({ result: 2 });
});

rule("presence/community", async (context) => {
  const group_id = await groupOf(context, "ada");
  const call = context.chat.getOnlineMemberCount({ path: { group_id, query_type: 0 } });
  expect(await context.refusal(call)).toBe("ServiceResourceNotFound");
});

rule("presence/group-unknown", async (context) => {
  const call = context.chat.getOnlineMemberCount({ path: { group_id: "100000000000099", query_type: 1 } });
  expect(await context.refusal(call)).toBe("ServiceResourceNotFound");
});
