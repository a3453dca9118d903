import { expect } from "vitest";
import { rule } from "../../support/rule.ts";
import { detailsOf, peopleOf, roomOf } from "./support.ts";

const body = { name: "R", description: "D", owner: "ada" };

rule("chatrooms/people", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  expect(await peopleOf(context, room)).toEqual([{ owner: "ada" }, { member: "ben" }]);
  expect(await detailsOf(context, room)).toMatchObject({ affiliations_count: 2 });
});

rule("chatrooms/unknown-person", async ({ chat, register, refusal }) => {
  expect(await refusal(chat.createChatroom({ body }))).toBe("UserNotFound");
  await register("ada");
  expect(await refusal(chat.createChatroom({ body: { ...body, members: ["nobody"] } }))).toBe("UserNotFound");
  expect((await chat.listChatrooms()).data).toEqual([]);
});

rule("chatrooms/first-members", async ({ chat, register, refusal }) => {
  await register("ada", "ben", "chloe");
  const people = { ...body, members: ["ben", "chloe"] };
  const call = chat.createChatroom({ body: { ...people, maxusers: 2 } });
  expect(await refusal(call)).toBe("TooManyFirstChatroomMembers");
  await chat.createChatroom({ body: { ...people, maxusers: 3 } });
});

rule(
  "chatrooms/quota",
  async ({ chat, register, refusal }) => {
    await register("ada", "ben");
    for (let count = 0; count < 100; count++) {
      await chat.createChatroom({ body: { ...body, owner: count < 50 ? "ada" : "ben" } });
    }
    expect(await refusal(chat.createChatroom({ body }))).toBe("TooManyChatrooms");
  },
  { plan: "free" },
);

rule(
  "chatrooms/joined-quota",
  async ({ chat, register, refusal }) => {
    await register("ada");
    for (let count = 0; count < 1000; count++) await chat.createChatroom({ body });
    expect(await refusal(chat.createChatroom({ body }))).toBe("TooManyChatroomsJoined");
  },
  { plan: "starter" },
);

rule("chatrooms/new", async (context) => {
  const room = await roomOf(context, "ada");
  const state = { public: true, membersonly: false, allowinvites: false, mute: false, custom: "", maxusers: 1000 };
  expect(await detailsOf(context, room)).toMatchObject(state);
  const { data } = await context.chat.getChatroomAnnouncement({ path: { chatroom_id: room } });
  expect(data.announcement).toBe("");
});

rule("chatrooms/any-owner", async (context) => {
  await roomOf(context, "ada");
  expect((await context.chat.listChatroomSuperAdmins()).data).toEqual([]);
  expect((await context.chat.listChatrooms()).data).toMatchObject([{ owner: "ada" }]);
});

rule("chatrooms/newest", async ({ chat, register }) => {
  await register("ada");
  for (const name of ["first", "second"]) await chat.createChatroom({ body: { ...body, name } });
  expect((await chat.listChatrooms()).data.map(({ name }) => name)).toEqual(["second", "first"]);
});

rule("chatrooms/cursor-end", async ({ chat, register }) => {
  await register("ada");
  for (const name of ["a", "b", "c", "d"]) await chat.createChatroom({ body: { ...body, name } });
  const first = await chat.listChatrooms({ query: { limit: 2 } });
  const second = await chat.listChatrooms({ query: { limit: 2, cursor: first.cursor ?? "" } });
  expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(["d", "c", "b", "a"]);
  expect(second).not.toHaveProperty("cursor");
});

rule("chatrooms/clamp", async ({ chat, register }) => {
  await register("ada");
  for (let count = 0; count < 101; count++) await chat.createChatroom({ body });
  const page = await chat.listChatrooms({ query: { limit: 500 } });
  expect(page).toMatchObject({ count: 100, params: { limit: ["500"] } });
});

rule("chatrooms/some-known", async (context) => {
  const room = await roomOf(context, "ada");
  const { data, count } = await context.chat.getChatrooms({ path: { chatroom_id: ["7", room] } });
  expect(data).toMatchObject([{ id: room }]);
  expect(count).toBe(1);
});

rule("chatrooms/none-known", async (context) => {
  const { data } = await context.register("ada").then(() => context.chat.createChatgroup({ body: { owner: "ada" } }));
  for (const id of ["7", data.groupid]) {
    const call = context.chat.getChatrooms({ path: { chatroom_id: [id] } });
    expect(await context.refusal(call)).toBe("ServiceResourceNotFound");
  }
});

rule("chatrooms/affiliations", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  await context.chat.addChatroomAdmin({ path: { chatroom_id: room }, body: { newadmin: "ben" } });
  expect(await detailsOf(context, room)).toMatchObject({
    affiliations_count: 2,
    affiliations: [{ member: "ben" }, { owner: "ada" }],
  });
});

rule("chatrooms/change", async (context) => {
  const room = await roomOf(context, "ada");
  const change = { name: "new", custom: "{}" };
  const { data } = await context.chat.updateChatroom({ path: { chatroom_id: room }, body: change });
  expect(data).toEqual({ groupname: true, custom: true });
  expect(await detailsOf(context, room)).toMatchObject({ ...change, description: "D", maxusers: 1000 });
});

rule("chatrooms/unknown-field", async (context) => {
  const room = await roomOf(context, "ada");
  const change = { name: "new", owner: "ben" };
  const call = context.chat.updateChatroom({ path: { chatroom_id: room }, body: change });
  expect(await context.refusal(call)).toBe("ChatroomFieldRefused");
  expect(await detailsOf(context, room)).toMatchObject({ name: "R" });
});

rule("chatrooms/too-small", async (context) => {
  const room = await roomOf(context, "ada", "ben", "chloe");
  const shrink = (maxusers: number) =>
    context.chat.updateChatroom({ path: { chatroom_id: room }, body: { maxusers, name: "small" } });
  expect(await context.refusal(shrink(2))).toBe("MaxusersBelowMembers");
  expect(await detailsOf(context, room)).toMatchObject({ name: "R" });
  await shrink(3);
});

rule("chatrooms/hand-over", async (context) => {
  const room = await roomOf(context, "ada", "ben");
  const path = { chatroom_id: room };
  await context.chat.addChatroomAdmin({ path, body: { newadmin: "ben" } });
  const { data } = await context.chat.updateChatroom({ path, body: { newowner: "ben" } });
  expect(data).toEqual({ newowner: true });
  expect(await peopleOf(context, room)).toEqual([{ member: "ada" }, { owner: "ben" }]);
  expect((await context.chat.listChatroomAdmins({ path })).data).toEqual([]);
});

rule("chatrooms/hand-over-owner", async (context) => {
  const room = await roomOf(context, "ada");
  const call = context.chat.updateChatroom({ path: { chatroom_id: room }, body: { newowner: "ada" } });
  expect(await context.refusal(call)).toBe("NewOwnerIsOwner");
});

rule("chatrooms/hand-over-stranger", async (context) => {
  const room = await roomOf(context, "ada");
  await context.register("ben");
  const call = context.chat.updateChatroom({ path: { chatroom_id: room }, body: { newowner: "ben" } });
  expect(await context.refusal(call)).toBe("NewOwnerNotAMember");
});

rule("chatrooms/hand-over-unknown", async (context) => {
  const room = await roomOf(context, "ada");
  const call = context.chat.updateChatroom({ path: { chatroom_id: room }, body: { newowner: "nobody" } });
  expect(await context.refusal(call)).toBe("UserNotFound");
});

rule("chatrooms/delete", async (context) => {
  const { chat, refusal } = context;
  const room = await roomOf(context, "ada", "ben");
  const call = { path: { chatroom_id: room }, confirm: true } as const;
  expect((await chat.deleteChatroom(call)).data).toEqual({ success: true, id: room });
  expect((await chat.listChatrooms()).data).toEqual([]);
  expect((await chat.listJoinedChatrooms({ path: { username: "ben" } })).data).toEqual([]);
  expect(await refusal(chat.deleteChatroom(call))).toBe("ServiceResourceNotFound");
  expect(await context.rows()).toEqual({ users: 2, tokens: 1 });
});

rule(
  "chatrooms/delete-quota",
  async ({ chat, register, refusal }) => {
    await register("ada");
    for (let count = 0; count < 100; count++) await chat.createChatroom({ body });
    const [room] = (await chat.listChatrooms()).data;
    await chat.deleteChatroom({ path: { chatroom_id: room?.id ?? "" }, confirm: true });
    await chat.createChatroom({ body });
    expect(await refusal(chat.createChatroom({ body }))).toBe("TooManyChatrooms");
  },
  { plan: "free" },
);

rule("chatrooms/joined", async (context) => {
  const { chat, register } = context;
  await register("ada", "ben");
  await chat.createChatroom({ body: { ...body, name: "hers" } });
  await chat.createChatroom({ body: { ...body, name: "his", owner: "ben", members: ["ada"] } });
  await chat.createChatgroup({ body: { owner: "ada" } });
  const { data } = await chat.listJoinedChatrooms({ path: { username: "ada" } });
  expect(data.map(({ name }) => name)).toEqual(["his", "hers"]);
  const page = await chat.listJoinedChatrooms({ path: { username: "ada" }, query: { pagenum: 2, pagesize: 1 } });
  expect(page.data.map(({ name }) => name)).toEqual(["hers"]);
});

rule("chatrooms/joined-unpaged", async ({ chat, register }) => {
  await register("ada");
  for (let count = 0; count < 501; count++) await chat.createChatroom({ body });
  const joined = async (query: { pagenum?: number }) =>
    (await chat.listJoinedChatrooms({ path: { username: "ada" }, query })).data.length;
  expect([await joined({}), await joined({ pagenum: 1 })]).toEqual([500, 501]);
});

rule("chatrooms/joined-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.listJoinedChatrooms({ path: { username: "ada" } }))).toBe("ServiceResourceNotFound");
});

rule("chatroom-announcement/none", async (context) => {
  const path = { chatroom_id: await roomOf(context, "ada") };
  expect((await context.chat.getChatroomAnnouncement({ path })).data).toEqual({ announcement: "" });
});

rule("chatroom-announcement/replace", async (context) => {
  const path = { chatroom_id: await roomOf(context, "ada") };
  for (const announcement of ["first", "second"]) {
    const { data } = await context.chat.updateChatroomAnnouncement({ path, body: { announcement } });
    expect(data).toEqual({ id: path.chatroom_id, result: true });
    expect((await context.chat.getChatroomAnnouncement({ path })).data).toEqual({ announcement });
  }
});

rule("chatroom-super-admins/newest", async ({ chat, register }) => {
  await register("ada", "ben", "chloe");
  for (const superadmin of ["ben", "ada", "chloe"]) await chat.addChatroomSuperAdmin({ body: { superadmin } });
  const page = async (pagenum: number) =>
    (await chat.listChatroomSuperAdmins({ query: { pagenum, pagesize: 2 } })).data;
  expect([await page(1), await page(2), await page(3)]).toEqual([["chloe", "ada"], ["ben"], []]);
});

rule("chatroom-super-admins/promote", async ({ chat, register }) => {
  await register("hana");
  for (let time = 0; time < 2; time++) {
    const { data } = await chat.addChatroomSuperAdmin({ body: { superadmin: "hana" } });
    expect(data).toEqual({ result: "success", resource: "" });
    expect((await chat.listChatroomSuperAdmins()).data).toEqual(["hana"]);
  }
});

rule("chatroom-super-admins/unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.addChatroomSuperAdmin({ body: { superadmin: "nobody" } }))).toBe("UserNotFound");
});

rule("chatroom-super-admins/demote", async (context) => {
  const room = await roomOf(context, "ada");
  await context.chat.addChatroomSuperAdmin({ body: { superadmin: "ada" } });
  for (let time = 0; time < 2; time++) {
    const { data } = await context.chat.removeChatroomSuperAdmin({ path: { super_admin: "ada" } });
    expect(data).toEqual({ newSuperAdmin: "ada", resource: "" });
    expect((await context.chat.listChatroomSuperAdmins()).data).toEqual([]);
  }
  expect(await detailsOf(context, room)).toMatchObject({ owner: "ada" });
});

rule("chatroom-super-admins/demote-unknown", async ({ chat, refusal }) => {
  expect(await refusal(chat.removeChatroomSuperAdmin({ path: { super_admin: "nobody" } }))).toBe("UserNotFound");
});
