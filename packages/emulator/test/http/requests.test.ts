import { type ChatClient, createChatClient } from "@agora-chat-openapi/client";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type EmulatedApp, type EmulatedDevice } from "../../src/index.ts";
import { callAdmin } from "../support/admin.ts";

const emulator = createEmulator();
afterAll(() => emulator.close());

let app: EmulatedApp;
let chat: ChatClient;
let ada: EmulatedDevice;
let ben: EmulatedDevice;
beforeEach(async () => {
  app = await emulator.app();
  chat = createChatClient(app);
  await chat.createUsers({ body: ["ada", "ben", "chloe"].map((username) => ({ username })) });
  ada = await app.device("ada", "web");
  ben = await app.device("ben", "web");
});

const contacts = async (owner_username: string) => (await chat.listContacts({ path: { owner_username } })).data;
const members = async (group_id: string) =>
  (await chat.listChatgroupMembers({ path: { group_id } })).data.flatMap((each) => Object.values(each));
const group = async (settings: { membersonly?: boolean; invite_need_confirm?: boolean; allowinvites?: boolean } = {}) =>
  (await chat.createChatgroup({ body: { owner: "ada", groupname: "G", public: true, ...settings } })).data.groupid;

describe("who asks to be a contact", () => {
  test("is one when the other accepts", async () => {
    await ada.askForContact("Ben");
    expect(await contacts("ada")).toEqual([]);
    await ben.answerContact("ada", true);
    expect([await contacts("ada"), await contacts("ben")]).toEqual([["ben"], ["ada"]]);
    await expect(ada.askForContact("ben")).rejects.toThrow("ada cannot do that: there-already");
  });

  test("is none when the other declines, and one answer is enough", async () => {
    await ada.askForContact("ben");
    await ben.answerContact("ada", false);
    expect(await contacts("ada")).toEqual([]);
    await expect(ben.answerContact("ada", true)).rejects.toThrow("ben cannot do that: not-asked");
  });

  test.each([
    ["nobody", "no-such-user"],
    ["ada", "yourself"],
  ])("does not ask %s", async (username, refusal) => {
    await expect(ada.askForContact(username)).rejects.toThrow(refusal);
  });

  test("has asked no longer when they are deleted", async () => {
    await ada.askForContact("ben");
    await chat.deleteUser({ path: { username: "ada" }, confirm: true });
    await chat.createUsers({ body: { username: "ada" } });
    await expect(ben.answerContact("ada", true)).rejects.toThrow("not-asked");
  });
});

describe("who wants to come into a group", () => {
  test("is in at once where it admits everyone", async () => {
    const id = await group({ membersonly: false });
    await ben.askToJoin(id);
    expect(await members(id)).toContain("ben");
    await expect(ben.askToJoin(id)).rejects.toThrow("there-already");
  });

  test("waits for its owner else, and for nobody else", async () => {
    const id = await group({ membersonly: true });
    await ben.askToJoin(id);
    expect(await members(id)).not.toContain("ben");
    await expect(ben.answerJoin(id, "ben", true)).rejects.toThrow("not-an-admin");
    await ada.answerJoin(id, "ben", false);
    await expect(ada.answerJoin(id, "ben", true)).rejects.toThrow("not-asked");
    await ben.askToJoin(id);
    await ada.answerJoin(id, "ben", true);
    expect(await members(id)).toContain("ben");
  });

  test("does not find a room or a group that is not there", async () => {
    const room = await chat.createChatroom({ body: { name: "R", description: "D", owner: "ada" } });
    await expect(ben.askToJoin(room.data.id)).rejects.toThrow("no-such-chatgroup");
  });
});

describe("who is invited", () => {
  test("is in at once, unless the group wants their consent", async () => {
    const [open, careful] = [await group(), await group({ invite_need_confirm: true })];
    await ada.invite(open, "ben");
    await ada.invite(careful, "ben");
    expect(await members(open)).toContain("ben");
    expect(await members(careful)).not.toContain("ben");
    await ben.answerInvitation(careful, true);
    expect(await members(careful)).toContain("ben");
    await expect(ben.answerInvitation(careful, true)).rejects.toThrow("not-asked");
  });

  test("stays out when they decline", async () => {
    const id = await group({ invite_need_confirm: true });
    await ada.invite(id, "ben");
    await ben.answerInvitation(id, false);
    expect(await members(id)).not.toContain("ben");
  });

  test("is so by those who may", async () => {
    const id = await group();
    await expect(ben.invite(id, "chloe")).rejects.toThrow("not-a-member");
    await ada.invite(id, "ben");
    await expect(ben.invite(id, "chloe")).rejects.toThrow("may-not-invite");
    await expect(ada.invite(id, "nobody")).rejects.toThrow("no-such-user");
  });
});

test("who wants no messages of a group gets none until they do again, and stays in it", async () => {
  const id = await group();
  await ada.invite(id, "ben");
  const say = (msg: string) => ada.send({ to: id, chatType: "groupchat", type: "txt", body: { msg } });
  const inbox = async () => (await app.inbox("ben")).map(({ body }) => body["msg"]);
  await say("one");
  await ben.blockGroupMessages(id);
  await ben.blockGroupMessages(id);
  await say("two");
  expect(await members(id)).toContain("ben");
  await ben.unblockGroupMessages(id);
  await say("three");
  expect(await inbox()).toEqual(["one", "three"]);
  await ben.blockGroupMessages(id);
  await chat.removeChatgroupMembers({ path: { group_id: id, username: ["ben"] } });
  await expect(ben.blockGroupMessages(id)).rejects.toThrow("ben cannot do that: not-a-member");
  await ada.invite(id, "ben");
  await say("four");
  expect(await inbox()).toEqual(["one", "three", "four"]);
});

test("all of it is there under /_emulator, for devices that are logged in", async () => {
  const act = (user: string, body: object, device = "web") =>
    callAdmin(app, "makeRequest", "POST", `/users/${user}/devices/${device}/requests`, body);
  const id = await group({ membersonly: true, invite_need_confirm: true });
  const steps: [string, object][] = [
    ["ada", { action: "ask-for-contact", username: "ben", message: "Hi" }],
    ["ben", { action: "decline-contact", username: "ada" }],
    ["ben", { action: "ask-for-contact", username: "ada" }],
    ["ada", { action: "accept-contact", username: "ben" }],
    ["ben", { action: "ask-to-join", group: id }],
    ["ada", { action: "decline-join", group: id, username: "ben" }],
    ["ada", { action: "invite", group: id, username: "ben" }],
    ["ben", { action: "decline-invitation", group: id }],
    ["ben", { action: "ask-to-join", group: id }],
    ["ada", { action: "accept-join", group: id, username: "ben" }],
    ["ben", { action: "block-group-messages", group: id }],
    ["ben", { action: "unblock-group-messages", group: id }],
  ];
  for (const [user, body] of steps) expect(await act(user, body), JSON.stringify(body)).toMatchObject({ status: 200 });
  expect(await members(id)).toContain("ben");
  expect(await act("ben", { action: "accept-invitation", group: id })).toMatchObject({
    status: 403,
    body: { error: "ben cannot do that: not-asked" },
  });
  expect((await act("ben", { action: "ask-to-join", group: id }, "phone")).body).toEqual({
    error: "ben cannot do that: offline",
  });
  const full = (await chat.createChatgroup({ body: { owner: "ada", public: true, maxusers: 1, membersonly: false } }))
    .data;
  expect(await act("ben", { action: "ask-to-join", group: full.groupid })).toMatchObject({ status: 403 });
});
