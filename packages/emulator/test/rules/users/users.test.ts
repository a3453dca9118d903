import { expect } from "vitest";
import { rule } from "../../support/rule.ts";

rule("users/new", async ({ chat, pass }) => {
  const [ada] = (await chat.createUsers({ body: { username: "ada" } })).entities;
  pass(1000);
  const [ben] = (await chat.createUsers({ body: { username: "ben" } })).entities;
  expect(ada).toMatchObject({ type: "user", username: "ada", activated: true });
  expect(ada?.modified).toBe(ada?.created);
  expect(ben?.created).toBe((ada?.created ?? 0) + 1000);
  expect(ben?.uuid).not.toBe(ada?.uuid);
});

rule("users/taken", async ({ chat, register, refusal }) => {
  await register("ada");
  expect(await refusal(chat.createUsers({ body: { username: "ada" } }))).toBe("UsernameTaken");
  expect((await chat.listUsers()).entities).toHaveLength(1);
});

rule("users/list-taken", async ({ chat, register }) => {
  await register("ada");
  const body = [{ username: "ben" }, { username: "ada" }, { username: "chloe" }];
  const { entities, data } = await chat.createUsers({ body });
  expect(entities.map(({ username }) => username)).toEqual(["ben", "chloe"]);
  expect(data).toEqual([{ username: "ada", registerUserFailReason: expect.stringContaining("ada") }]);
});

rule("users/list-none-free", async ({ chat, register }) => {
  await register("ada");
  expect(await chat.createUsers({ body: [{ username: "ada" }] })).toMatchObject({ entities: [], data: [{}] });
});

rule("users/list-illegal", async ({ chat, refusal }) => {
  const body = [{ username: "ben" }, { username: "ada lovelace" }];
  expect(await refusal(chat.createUsers({ body }))).toBe("UsernameNotLegal");
  expect((await chat.listUsers()).entities).toEqual([]);
});

rule("users/list-shape", async ({ chat }) => {
  expect(await chat.createUsers({ body: [{ username: "ada" }] })).toMatchObject({ data: [] });
  expect(await chat.createUsers({ body: { username: "ben" } })).not.toHaveProperty("data");
});

rule("users/fold", async ({ chat, refusal }) => {
  const { entities } = await chat.createUsers({ body: { username: "Ada" } });
  expect(entities).toMatchObject([{ username: "ada" }]);
  expect(await refusal(chat.createUsers({ body: { username: "ADA" } }))).toBe("UsernameTaken");
  expect((await chat.getUser({ path: { username: "aDa" } })).entities).toMatchObject([{ username: "ada" }]);
});

rule("users/twice-in-list", async ({ chat }) => {
  const { entities, data } = await chat.createUsers({ body: [{ username: "ada" }, { username: "Ada" }] });
  expect(entities).toHaveLength(1);
  expect(data).toMatchObject([{ username: "ada" }]);
});

rule("users/nickname", async ({ chat }) => {
  const { entities } = await chat.createUsers({ body: [{ username: "ada", nickname: "Ada L." }, { username: "ben" }] });
  expect(entities[0]).toHaveProperty("nickname", "Ada L.");
  expect(entities[1]).not.toHaveProperty("nickname");
});

rule("users/order", async ({ chat, register }) => {
  await register("zoe");
  await register("ada", "max");
  expect((await chat.listUsers()).entities.map(({ username }) => username)).toEqual(["zoe", "ada", "max"]);
});

rule("users/cursor-end", async ({ chat, register }) => {
  await register("a", "b", "c", "d");
  const first = await chat.listUsers({ query: { limit: 2 } });
  expect(first.cursor).toEqual(expect.any(String));
  const second = await chat.listUsers({ query: { limit: 2, cursor: first.cursor ?? "" } });
  expect(second.entities.map(({ username }) => username)).toEqual(["c", "d"]);
  expect(second).not.toHaveProperty("cursor");
});

rule("users/clamp", async ({ chat, register }) => {
  for (const letter of ["a", "b"]) await register(...Array.from({ length: 60 }, (_, index) => `${letter}${index}`));
  const page = await chat.listUsers({ query: { limit: 5000 } });
  expect(page.entities).toHaveLength(100);
  expect(page.params).toEqual({ limit: ["5000"] });
});

rule("users/cursor-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.listUsers({ query: { cursor: "nowhere" } }))).toBe("IllegalArgument");
});

rule("users/delete-oldest", async ({ chat, register }) => {
  await register("zoe", "ada", "max");
  const { entities } = await chat.deleteUsers({ query: { limit: 2 }, confirm: true });
  expect(entities.map(({ username }) => username)).toEqual(["zoe", "ada"]);
  expect((await chat.listUsers()).entities.map(({ username }) => username)).toEqual(["max"]);
});

rule("users/delete-cursor", async ({ chat, register }) => {
  await register("a", "b", "c");
  const first = await chat.deleteUsers({ query: { limit: 2 }, confirm: true });
  const second = await chat.deleteUsers({ query: { limit: 2, cursor: first.cursor ?? "" }, confirm: true });
  expect(second.entities).toMatchObject([{ username: "c" }]);
  expect(second).not.toHaveProperty("cursor");
});

rule("users/delete-several-groups", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.createChatgroup({ body: { owner: "ada", members: ["ben"] } });
  await chat.createChatroom({ body: { name: "r", description: "d", owner: "ada" } });
  await chat.deleteUsers({ query: { limit: 1 }, confirm: true });
  expect((await chat.listChatgroups()).data).toEqual([]);
  expect((await chat.listChatrooms()).data).toEqual([]);
});

rule("users/unknown", async ({ chat, register, refusal }) => {
  expect(await refusal(chat.getUser({ path: { username: "ada" } }))).toBe("ServiceResourceNotFound");
  await register("ada");
  await chat.deleteUser({ path: { username: "ada" }, confirm: true });
  expect(await refusal(chat.getUser({ path: { username: "ada" } }))).toBe("ServiceResourceNotFound");
});

rule("users/banned-shown", async ({ chat, register }) => {
  await register("ada");
  await chat.deactivateUser({ path: { username: "ada" } });
  expect((await chat.getUser({ path: { username: "ada" } })).entities).toMatchObject([{ activated: false }]);
});

rule("users/delete-owned", async ({ chat, register }) => {
  await register("ada", "ben");
  await chat.createChatgroup({ body: { groupname: "hers", owner: "ada", members: ["ben"] } });
  await chat.createChatgroup({ body: { groupname: "his", owner: "ben", members: ["ada"] } });
  await chat.createChatroom({ body: { name: "hers", description: "d", owner: "ada", members: ["ben"] } });
  await chat.deleteUser({ path: { username: "ada" }, confirm: true });
  expect((await chat.listChatgroups()).data).toMatchObject([{ groupname: "his", affiliations: 1 }]);
  expect((await chat.listChatrooms()).data).toEqual([]);
});

rule("users/delete-traces", async ({ chat, app, register, refusal }) => {
  await register("ada", "ben");
  const { data } = await chat.createChatgroup({ body: { owner: "ben", members: ["ada"] } });
  const group = { group_id: data.groupid };
  await chat.addChatgroupAdmin({ path: group, body: { newadmin: "ada" } });
  await chat.muteChatgroupMembers({ path: group, body: { usernames: ["ada"], mute_duration: -1 } });
  await chat.addChatgroupAllowlistMember({ path: { ...group, username: "ada" } });
  await chat.addContact({ path: { owner_username: "ben", friend_username: "ada" } });
  await chat.blockUsers({ path: { owner_username: "ben" }, body: { usernames: ["ada"] } });
  await chat.setGlobalMute({ body: { username: "ada", chat: -1 } });
  await chat.setUserAttributes({ path: { username: "ada" }, body: { nickname: "Ada" } });
  await chat.addChatroomSuperAdmin({ body: { superadmin: "ada" } });
  await app.userToken("ada");
  await chat.deleteUser({ path: { username: "ada" }, confirm: true });

  expect((await chat.listChatgroupMembers({ path: group })).data).toEqual([{ owner: "ben" }]);
  expect((await chat.listChatgroupAdmins({ path: group })).data).toEqual([]);
  expect((await chat.listChatgroupMutedMembers({ path: group })).data).toEqual([]);
  expect((await chat.listChatgroupAllowlist({ path: group })).data).toEqual([]);
  expect((await chat.listContacts({ path: { owner_username: "ben" } })).data).toEqual([]);
  expect((await chat.listBlockedUsers({ path: { owner_username: "ben" } })).data).toEqual([]);
  expect((await chat.listGlobalMutes()).data.data).toEqual([]);
  expect((await chat.getUserAttributes({ path: { username: "ada" } })).data).toEqual({});
  expect((await chat.listChatroomSuperAdmins()).data).toEqual([]);
  expect(await refusal(chat.getUserStatus({ path: { username: "ada" } }))).toBe("ServiceResourceNotFound");
});

rule("users/delete-again", async ({ chat, register, refusal }) => {
  const [before] = (await chat.createUsers({ body: { username: "ada" } })).entities;
  const gone = { path: { username: "ada" }, confirm: true } as const;
  expect((await chat.deleteUser(gone)).entities).toEqual([before]);
  expect(await refusal(chat.deleteUser(gone))).toBe("ServiceResourceNotFound");
  await register("ada");
  const [after] = (await chat.getUser({ path: { username: "ada" } })).entities;
  expect(after?.uuid).not.toBe(before?.uuid);
});

rule("users/delete-by-uuid", async ({ chat, register }) => {
  await register("ada", "ben");
  const [ada] = (await chat.getUser({ path: { username: "ada" } })).entities;
  await chat.deleteUser({ path: { username: ada?.uuid ?? "" }, confirm: true });
  expect((await chat.listUsers()).entities).toMatchObject([{ username: "ben" }]);
});
