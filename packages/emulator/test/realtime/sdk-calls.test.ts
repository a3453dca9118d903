import { createDescription, createRouter, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { checkResponse } from "@agora-chat-openapi/description/validate";
import { afterAll, describe, expect, test } from "vitest";
import { document } from "../../src/generated/sdk.ts";
import { called } from "./sdk.ts";
import { hear, sdk, sendText, startWorld } from "./support.ts";

const world = startWorld(["ada", "ben", "cleo"]);

/** What clients call is answered as its description says. */
afterAll(() => {
  const description = createDescription(document);
  const router = createRouter(operationsOf(description));
  const seen = new Set<string>();
  for (const { method, path, status, body } of called) {
    const operation = router.find(method, path)?.operation;
    if (!operation || status !== 200) continue;
    seen.add(operation.id);
    const headers = { "content-type": "application/json" };
    expect(checkResponse(schemasOf(description), operation, { status, headers, body })).toEqual([]);
  }
  expect(seen.size).toBeGreaterThan(15);
});

test("no call of clients is one of the API, which would come first", () => {
  const api = createRouter(operationsOf(readDescription()));
  const hidden = operationsOf(createDescription(document)).filter(({ method, path }) => api.find(method, path));
  expect(hidden.map(({ id }) => id)).toEqual([]);
});

describe("groups, as clients make and join them", () => {
  test("are created, listed, applied for and left", async () => {
    const [ada, ben, cleo] = [await world.open("ada"), await world.open("ben"), await world.open("cleo")];
    const data = {
      groupname: "G",
      desc: "",
      members: ["ben"],
      public: true,
      approval: true,
      allowinvites: true,
      inviteNeedConfirm: true,
      maxusers: 10,
    };
    const { data: created } = await ada.connection.createGroup({ data });
    const groupId = created.groupid;
    const { data: publicGroups } = await cleo.connection.getPublicGroups({ limit: 20 });
    expect(publicGroups).toContainEqual({ groupid: groupId, groupname: "G" });
    await cleo.connection.joinGroup({ groupId, message: "please" });
    expect(await hear(ada, "onGroupEvent", { operation: "requestToJoin" })).toMatchObject({
      from: "cleo",
      reason: "please",
    });
    await ada.connection.acceptGroupJoinRequest({ applicant: "cleo", groupId });
    expect(await hear(cleo, "onGroupEvent", { operation: "acceptRequest" })).toMatchObject({
      id: groupId,
      from: "ada",
    });
    const joined = await cleo.connection.getJoinedGroups({
      pageNum: 0,
      pageSize: 20,
      needAffiliations: true,
      needRole: true,
    });
    expect(JSON.stringify(joined)).toContain(groupId);
    await cleo.connection.leaveGroup({ groupId });
    expect(await hear(ada, "onGroupEvent", { operation: "memberAbsence" })).toMatchObject({ from: "cleo" });
    await ada.connection.inviteUsersToGroup({ groupId, users: ["cleo"] });
    expect(await hear(cleo, "onGroupEvent", { operation: "inviteToJoin" })).toMatchObject({ id: groupId, from: "ada" });
    await cleo.connection.acceptGroupInvite({ invitee: "cleo", groupId });
    expect(await hear(ada, "onGroupEvent", { operation: "acceptInvite" })).toMatchObject({ from: "cleo" });
    const info = await ada.connection.getGroupInfo({ groupId });
    expect(JSON.stringify(info)).toContain("G");
    const members = await ada.connection.listGroupMembers({ groupId, pageNum: 1, pageSize: 20 });
    expect(members.data).toHaveLength(3);
    await ada.connection.muteGroupMember({ groupId, username: "ben", muteDuration: 60_000 });
    expect(await hear(ben, "onGroupEvent", { operation: "muteMember" })).toMatchObject({ from: "ada", userId: "ben" });
    await ada.connection.destroyGroup({ groupId });
    expect(await hear(ben, "onGroupEvent", { operation: "destroy" })).toMatchObject({ id: groupId });
  });
});

describe("contacts", () => {
  test("are asked for, taken, listed, noted and removed", async () => {
    const [ada, ben] = [await world.open("ada"), await world.open("ben")];
    await ada.connection.addContact("ben", "It is me");
    expect(await hear(ben, "onContactInvited")).toMatchObject({ from: "ada", status: "It is me" });
    await ben.connection.declineContactInvite("ada");
    expect(await hear(ada, "onContactRefuse")).toMatchObject({ from: "ben" });
    await ada.connection.addContact("ben", "Once more");
    await ben.connection.acceptContactInvite("ada");
    expect(await hear(ada, "onContactAgreed")).toMatchObject({ from: "ben" });
    await ada.connection.setContactRemark({ userId: "ben", remark: "B" });
    const { data } = await ada.connection.getContactsWithCursor({ pageSize: 20 });
    expect(data.contacts).toEqual([{ userId: "ben", remark: "B" }]);
    expect((await ada.connection.getContacts()).data).toEqual(["ben"]);
    await ben.connection.deleteContact("ada");
    expect(await hear(ada, "onContactDeleted")).toMatchObject({ from: "ben" });
    await ben.connection.addUsersToBlocklist({ name: ["ada"] });
    await expect(sendText(ada, "ben", "x")).rejects.toMatchObject({ type: 603 });
    await ben.connection.removeUserFromBlocklist({ name: ["ada"] });
    await sendText(ada, "ben", "x");
  });
});

describe("conversations", () => {
  test("are listed with what is unread, pinned, and read back", async () => {
    const [ada, cleo] = [await world.open("ada"), await world.open("cleo")];
    for (const msg of ["one", "two", "three"]) await sendText(ada, "cleo", msg);
    const { data } = await cleo.connection.getServerConversations({ pageSize: 20 });
    expect(data.conversations[0]).toMatchObject({
      conversationId: "ada",
      conversationType: "singleChat",
      unReadCount: 3,
    });
    expect(data.conversations[0].lastMessage).toMatchObject({ msg: "three" });
    await cleo.connection.send(sdk.message.create({ type: "channel", chatType: "singleChat", to: "ada" }));
    await cleo.connection.pinConversation({ conversationId: "ada", conversationType: "singleChat", isPinned: true });
    const { data: pinned } = await cleo.connection.getServerPinnedConversations({ pageSize: 20 });
    expect(pinned.conversations[0]).toMatchObject({ conversationId: "ada", isPinned: true, unReadCount: 0 });
    const history = await cleo.connection.getHistoryMessages({ targetId: "ada", chatType: "singleChat", pageSize: 2 });
    expect(history.messages.map(({ msg }: { msg: string }) => msg)).toEqual(["three", "two"]);
    const older = await cleo.connection.getHistoryMessages({
      targetId: "ada",
      chatType: "singleChat",
      pageSize: 2,
      cursor: history.cursor,
    });
    expect(older.messages.map(({ msg }: { msg: string }) => msg)).toEqual(["one"]);
    expect(older.isLast).toBe(true);
    await cleo.connection.deleteConversation({ channel: "ada", chatType: "singleChat", deleteRoam: true });
    expect((await cleo.connection.getServerConversations({ pageSize: 20 })).data.conversations).toEqual([]);
    expect((await ada.connection.getServerConversations({ pageSize: 20 })).data.conversations).not.toEqual([]);
  });
});

test("an image is sent with its file, and a token is renewed", async () => {
  const [ada, ben] = [await world.open("ada"), await world.open("ben")];
  await ada.connection.renewToken(await world.app.userToken("ada"));
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array([137, 80, 78, 71])], { type: "image/png" }), "a.png");
  const headers = { authorization: `Bearer ${await world.app.userToken("ada")}` };
  const upload = await fetch(`${world.app.baseUrl}/${world.app.org}/${world.app.app}/chatfiles`, {
    method: "POST",
    headers,
    body: form,
  });
  const { uri, entities } = (await upload.json()) as { uri: string; entities: [{ uuid: string }] };
  const url = `${uri}/${entities[0].uuid}`;
  const body = { url, type: "png", filename: "a.png" };
  await ada.connection.send(
    sdk.message.create({ type: "img", chatType: "singleChat", to: "ben", url, width: 1, height: 1, body }),
  );
  const image = (await hear(ben, "onImageMessage")) as { url: string };
  expect(new Uint8Array(await (await fetch(image.url, { headers })).arrayBuffer())).toEqual(
    new Uint8Array([137, 80, 78, 71]),
  );
});
