import { describe, expect, test } from "vitest";
import { hear, sdk, sendText, startWorld, until } from "./support.ts";

const world = startWorld(["ada", "ben", "cleo", "dan"]);
type Client = Awaited<ReturnType<typeof world.open>>;
const sendIn = (client: Client, chatType: string, to: string, msg: string, more: Record<string, unknown> = {}) =>
  sendText(client, to, msg, { chatType, ...more });

async function createGroup(owner: string, members: string[]): Promise<string> {
  const { data } = await world.call("POST", "/chatgroups", {
    groupname: "G",
    owner,
    members,
    public: true,
    maxusers: 10,
  });
  return (data as { groupid: string }).groupid;
}

async function createRoom(owner: string, maxusers = 10): Promise<string> {
  const { data } = await world.call("POST", "/chatrooms", { name: "R", description: "", owner, maxusers });
  return (data as { id: string }).id;
}

describe("groups", () => {
  test("tell their members what happens in them", async () => {
    const [ada, ben, cleo] = [await world.open("ada"), await world.open("ben"), await world.open("cleo")];
    const id = await createGroup("ada", ["ben"]);
    expect(await hear(ben, "onGroupEvent", { operation: "directJoined" })).toMatchObject({
      id,
      name: "G",
      from: "ada",
    });
    await world.call("POST", `/chatgroups/${id}/users/cleo`);
    expect(await hear(ben, "onGroupEvent", { operation: "memberPresence" })).toMatchObject({
      from: "cleo",
      memberCount: 3,
    });
    const calls: [string, string, object | undefined, Client, string, object][] = [
      ["PUT", "", { groupname: "H" }, ben, "updateInfo", { detail: { name: "H" } }],
      ["POST", "/announcement", { announcement: "News" }, ben, "updateAnnouncement", { announcement: "News" }],
      ["POST", "/admin", { newadmin: "ben" }, ben, "setAdmin", { userId: "ben" }],
      ["DELETE", "/admin/ben", undefined, ben, "removeAdmin", {}],
      ["POST", "/mute", { mute_duration: 60_000, usernames: ["ben"] }, ben, "muteMember", { userId: "ben" }],
      ["DELETE", "/mute/ben", undefined, ben, "unmuteMember", { userId: "ben" }],
      ["POST", "/ban", undefined, cleo, "muteAllMembers", {}],
      ["DELETE", "/ban", undefined, cleo, "unmuteAllMembers", {}],
      ["POST", "/white/users/ben", undefined, ben, "addUserToAllowlist", { userId: "ben" }],
      ["DELETE", "/white/users/ben", undefined, ben, "removeAllowlistMember", { userId: "ben" }],
      ["PUT", "", { newowner: "ben" }, ben, "changeOwner", { from: "ada" }],
      ["DELETE", "/users/cleo", undefined, cleo, "removeMember", {}],
      ["DELETE", "", undefined, ada, "destroy", {}],
    ];
    for (const [method, path, body, client, operation, more] of calls) {
      await world.call(method, `/chatgroups/${id}${path}`, body);
      expect(await hear(client, "onGroupEvent", { operation })).toMatchObject({ id, ...more });
    }
    expect(await hear(ben, "onGroupEvent", { operation: "memberAbsence" })).toMatchObject({ from: "cleo" });
  });

  test("carry messages to those in them, and refuse those who may not speak", async () => {
    const [ada, ben] = [await world.open("ada"), await world.open("ben")];
    const id = await createGroup("ada", ["ben"]);
    const { serverMsgId } = await sendIn(ada, "groupChat", id, "All", { msgConfig: { allowGroupAck: true } });
    expect(await hear(ben, "onTextMessage", { msg: "All" })).toMatchObject({ chatType: "groupChat", to: id });
    const read = sdk.message.create({ type: "read", chatType: "groupChat", to: id, id: serverMsgId, ackContent: "ok" });
    read.msgConfig = { allowGroupAck: true };
    await ben.connection.send(read);
    expect(await hear(ada, "onReadMessage")).toMatchObject({
      mid: serverMsgId,
      ackContent: "ok",
      groupReadCount: { [serverMsgId]: 1 },
    });
    await world.call("POST", "/messages/chatgroups", { from: "dan", to: [id], type: "txt", body: { msg: "REST" } });
    expect(await hear(ben, "onTextMessage", { msg: "REST" })).toMatchObject({ from: "dan" });
    await world.call("POST", `/chatgroups/${id}/mute`, { mute_duration: 60_000, usernames: ["ben"] });
    await expect(sendIn(ben, "groupChat", id, "x")).rejects.toMatchObject({ type: 507 });
    await world.call("DELETE", `/chatgroups/${id}/users/ben`);
    await expect(sendIn(ben, "groupChat", id, "x")).rejects.toMatchObject({ type: 602 });
    await expect(sendIn(ben, "groupChat", "1", "x")).rejects.toMatchObject({ type: 605 });
  });

  test("reach only the members that a message names", async () => {
    const [ada, ben, cleo] = [await world.open("ada"), await world.open("ben"), await world.open("cleo")];
    const id = await createGroup("ada", ["ben", "cleo"]);
    await sendIn(ada, "groupChat", id, "for Ben", { receiverList: ["ben"] });
    await sendIn(ada, "groupChat", id, "for all");
    await hear(cleo, "onTextMessage", { msg: "for all" });
    expect(await hear(ben, "onTextMessage", { msg: "for Ben" })).toBeDefined();
    expect(cleo.of("onTextMessage").map(({ msg }) => msg)).toEqual(["for all"]);
  });
});

describe("rooms", () => {
  test("are joined and left on the socket, and tell it to those who are there", async () => {
    const [ada, ben] = [await world.open("ada"), await world.open("ben")];
    const id = await createRoom("dan");
    const joined = await ada.connection.joinChatRoom({ roomId: id });
    expect(joined.data.info).toMatchObject({ memberCount: 2, isInAllowlist: false, isAllMembersMuted: false });
    await ben.connection.joinChatRoom({ roomId: id, message: "hello" });
    expect(await hear(ada, "onChatroomEvent", { operation: "memberPresence" })).toMatchObject({
      id,
      from: "ben",
      memberCount: 3,
    });
    await sendIn(ada, "chatRoom", id, "Hi", { priority: "high" });
    expect(await hear(ben, "onTextMessage", { msg: "Hi" })).toMatchObject({ chatType: "chatRoom", to: id });
    await world.call("PUT", `/metadata/chatroom/${id}/user/dan`, { metaData: { k: "v" } });
    expect(await hear(ben, "onChatroomEvent", { operation: "updateChatRoomAttributes" })).toMatchObject({
      attributes: { k: "v" },
    });
    await ben.connection.leaveChatRoom({ roomId: id });
    expect(await hear(ada, "onChatroomEvent", { operation: "memberAbsence" })).toMatchObject({
      from: "ben",
      memberCount: 2,
    });
    await expect(sendIn(ben, "chatRoom", id, "x")).rejects.toMatchObject({ type: 602 });
  });

  test("that are not there, are full or bar somebody are not joined", async () => {
    const ada = await world.open("ada");
    await expect(ada.connection.joinChatRoom({ roomId: "5" })).rejects.toMatchObject({ type: 705 });
    await expect(ada.connection.joinChatRoom({ roomId: await createRoom("dan", 1) })).rejects.toMatchObject({
      type: 704,
    });
    const id = await createRoom("dan");
    await world.call("POST", `/chatrooms/${id}/users/ada`);
    await world.call("POST", `/chatrooms/${id}/blocks/users/ada`);
    expect(await hear(ada, "onChatroomEvent", { operation: "removeMember" })).toMatchObject({ id });
    await expect(ada.connection.joinChatRoom({ roomId: id })).rejects.toMatchObject({ type: 603 });
  });
});

test("presence of those whom one follows is told", async () => {
  const ada = await world.open("ada");
  await world.call("POST", "/users/ada/presence/600", { usernames: ["ben"] });
  const ben = await world.open("ben");
  await until(() => ada.of("onPresenceStatusChange").length > 0);
  await world.call("POST", "/users/ben/presence/web/2", { ext: "Busy" });
  const told = await until(() =>
    ada
      .of("onPresenceStatusChange")
      .map((list) => Object.values(list)[0] as object)
      .find((each) => (each as { ext: string }).ext === "Busy"),
  );
  expect(told).toMatchObject({ userId: "ben" });
  expect(ben.of("onPresenceStatusChange")).toEqual([]);
});

test("reactions to a message are told to both sides, and to the members of a group", async () => {
  const [ada, ben] = [await world.open("ada"), await world.open("ben")];
  const { data } = await world.call("POST", "/messages/users", {
    ...{ from: "ada", to: ["ben"], type: "txt", body: { msg: "hi" } },
  });
  const messageId = (data as Record<string, string>)["ben"] ?? "";
  await world.call("POST", "/reaction/user/ben", { msgId: messageId, message: "👟" });
  const change = { reaction: "👟", count: 1, userList: ["ben"], op: [{ operator: "ben", reactionType: "create" }] };
  for (const client of [ada, ben]) {
    expect(await until(() => client.of("onReactionChange")[0])).toMatchObject({
      ...{ from: "ben", to: "ada", chatType: "singleChat", messageId, reactions: [change] },
    });
  }
  await ben.connection.deleteReaction({ messageId, reaction: "👟" });
  expect(await until(() => ada.of("onReactionChange")[1])).toMatchObject({
    reactions: [{ count: 0, userList: [], op: [{ operator: "ben", reactionType: "delete" }] }],
  });
  const id = await createGroup("ada", ["ben"]);
  const sent = (await world.call("POST", "/messages/chatgroups", {
    ...{ from: "ada", to: [id], type: "txt", body: { msg: "hi" } },
  })) as { data: Record<string, string> };
  await world.call("POST", "/reaction/user/ada", { msgId: sent.data[id], message: "👟" });
  expect(await until(() => ben.of("onReactionChange").find(({ to }) => to === id))).toMatchObject({
    ...{ from: "ada", chatType: "groupChat", messageId: sent.data[id] },
  });
});

test("contacts made by the app server are told to both", async () => {
  const [ada, ben] = [await world.open("ada"), await world.open("ben")];
  await world.call("POST", "/users/ada/contacts/users/ben");
  expect(await hear(ada, "onContactAdded")).toMatchObject({ from: "ben" });
  expect(await hear(ben, "onContactAdded")).toMatchObject({ from: "ada" });
  await world.call("DELETE", "/users/ada/contacts/users/ben");
  expect(await hear(ben, "onContactDeleted")).toMatchObject({ from: "ada" });
});
