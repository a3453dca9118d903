import { expect, test } from "vitest";
import type { Sdk } from "./sdk.ts";
import { sdk, startWorld } from "./support.ts";

const world = startWorld(["ada", "ben", "cleo"], { auth: "check" });

/** Makes calls one after the other. @returns those that were refused, and why */
async function refusals(calls: readonly (readonly [name: string, call: () => Promise<unknown>])[]): Promise<string[]> {
  const refused: string[] = [];
  for (const [name, call] of calls) {
    await call().catch((error: { message?: string }) => refused.push(`${name}: ${error.message}`));
  }
  return refused;
}

async function users(): Promise<[ada: Sdk, ben: Sdk]> {
  const [ada, ben] = [await world.open("ada"), await world.open("ben")];
  return [ada.connection, ben.connection];
}

test("what the owner of a group can do with the SDK is done", async () => {
  const [ada, ben] = await users();
  const data = { groupname: "G", desc: "", members: ["ben"], public: true, approval: false, allowinvites: true };
  const created = await ada.createGroup({ data: { ...data, inviteNeedConfirm: false, maxusers: 200 } });
  const groupId = created.data.groupid;
  const username = "ben";
  const calls = [
    ["setGroupAdmin", () => ada.setGroupAdmin({ groupId, username })],
    ["getGroupAdmin", () => ada.getGroupAdmin({ groupId })],
    ["removeGroupAdmin", () => ada.removeGroupAdmin({ groupId, username })],
    ["muteGroupMember", () => ada.muteGroupMember({ groupId, username, muteDuration: 1000 })],
    ["getGroupMutelist", () => ada.getGroupMutelist({ groupId })],
    ["isInGroupMutelist", () => ben.isInGroupMutelist({ groupId })],
    ["unmuteGroupMember", () => ada.unmuteGroupMember({ groupId, username })],
    ["addUsersToGroupAllowlist", () => ada.addUsersToGroupAllowlist({ groupId, users: ["ben"] })],
    ["getGroupAllowlist", () => ada.getGroupAllowlist({ groupId })],
    ["isInGroupAllowlist", () => ada.isInGroupAllowlist({ groupId, userName: "ben" })],
    ["removeGroupAllowlistMember", () => ada.removeGroupAllowlistMember({ groupId, userName: "ben" })],
    ["disableSendGroupMsg", () => ada.disableSendGroupMsg({ groupId })],
    ["enableSendGroupMsg", () => ada.enableSendGroupMsg({ groupId })],
    ["updateGroupAnnouncement", () => ada.updateGroupAnnouncement({ groupId, announcement: "News" })],
    ["fetchGroupAnnouncement", () => ben.fetchGroupAnnouncement({ groupId })],
    ["getGroupSharedFilelist", () => ben.getGroupSharedFilelist({ groupId, pageNum: 1, pageSize: 10 })],
    [
      "setGroupMemberAttributes",
      () => ben.setGroupMemberAttributes({ groupId, userId: "ben", memberAttributes: { k: "v" } }),
    ],
    ["getGroupMembersAttributes", () => ada.getGroupMembersAttributes({ groupId, userIds: ["ben"], keys: ["k"] })],
    ["modifyGroup", () => ada.modifyGroup({ groupId, groupName: "H", description: "e" })],
    ["getGroupInfo", () => ada.getGroupInfo({ groupId })],
    ["listGroupMembers", () => ada.listGroupMembers({ groupId, pageNum: 1, pageSize: 10 })],
    ["getGroupMembers", () => ada.getGroupMembers({ groupId, limit: 10 })],
    ["getJoinedGroupsCount", () => ben.getJoinedGroupsCount()],
    ["blockGroupMember", () => ada.blockGroupMember({ groupId, username })],
    ["getGroupBlocklist", () => ada.getGroupBlocklist({ groupId })],
    ["unblockGroupMember", () => ada.unblockGroupMember({ groupId, username })],
    ["inviteUsersToGroup", () => ada.inviteUsersToGroup({ groupId, users: ["ben", "cleo"] })],
    ["removeGroupMember", () => ada.removeGroupMember({ groupId, username: "cleo" })],
    ["changeGroupOwner", () => ada.changeGroupOwner({ groupId, newOwner: "ben" })],
    ["destroyGroup", () => ben.destroyGroup({ groupId })],
  ] as const;
  expect(await refusals(calls)).toEqual([]);
});

test("what the owner of a room can do with the SDK is done", async () => {
  const [ada, ben] = await users();
  const { data } = await world.call("POST", "/chatrooms", { name: "R", description: "", owner: "ada", maxusers: 10 });
  const { id: chatRoomId } = data as { id: string };
  const username = "ben";
  const calls = [
    ["getChatRooms", () => ada.getChatRooms({ pagenum: 1, pagesize: 20 })],
    ["getChatRoomDetails", () => ada.getChatRoomDetails({ chatRoomId })],
    ["joinChatRoom", () => ben.joinChatRoom({ roomId: chatRoomId })],
    ["getJoinedChatRooms", () => ben.getJoinedChatRooms({ pageNum: 1, pageSize: 20 })],
    ["listChatRoomMembers", () => ada.listChatRoomMembers({ chatRoomId, pageNum: 1, pageSize: 10 })],
    ["setChatRoomAdmin", () => ada.setChatRoomAdmin({ chatRoomId, username })],
    ["getChatRoomAdmin", () => ada.getChatRoomAdmin({ chatRoomId })],
    ["removeChatRoomAdmin", () => ada.removeChatRoomAdmin({ chatRoomId, username })],
    ["muteChatRoomMember", () => ada.muteChatRoomMember({ chatRoomId, username, muteDuration: 1000 })],
    ["isInChatRoomMutelist", () => ben.isInChatRoomMutelist({ chatRoomId })],
    ["unmuteChatRoomMember", () => ada.unmuteChatRoomMember({ chatRoomId, username })],
    ["addUsersToChatRoomAllowlist", () => ada.addUsersToChatRoomAllowlist({ chatRoomId, users: ["ben"] })],
    ["isInChatRoomAllowlist", () => ada.isInChatRoomAllowlist({ chatRoomId, userName: "ben" })],
    ["removeChatRoomAllowlistMember", () => ada.removeChatRoomAllowlistMember({ chatRoomId, userName: "ben" })],
    ["disableSendChatRoomMsg", () => ada.disableSendChatRoomMsg({ chatRoomId })],
    ["enableSendChatRoomMsg", () => ada.enableSendChatRoomMsg({ chatRoomId })],
    ["updateChatRoomAnnouncement", () => ada.updateChatRoomAnnouncement({ roomId: chatRoomId, announcement: "n" })],
    ["fetchChatRoomAnnouncement", () => ben.fetchChatRoomAnnouncement({ roomId: chatRoomId })],
    ["setChatRoomAttribute", () => ben.setChatRoomAttribute({ chatRoomId, attributeKey: "k", attributeValue: "v" })],
    ["getChatRoomAttributes", () => ada.getChatRoomAttributes({ chatRoomId, attributeKeys: ["k"] })],
    ["removeChatRoomAttribute", () => ben.removeChatRoomAttribute({ chatRoomId, attributeKey: "k" })],
    ["blockChatRoomMember", () => ada.blockChatRoomMember({ chatRoomId, username })],
    ["unblockChatRoomMember", () => ada.unblockChatRoomMember({ chatRoomId, username })],
    ["destroyChatRoom", () => ada.destroyChatRoom({ chatRoomId })],
  ] as const;
  expect(await refusals(calls)).toEqual([]);
});

test("what users do about themselves with the SDK is done", async () => {
  const [ada, ben] = await users();
  const silence = { conversationId: "ben", type: "singleChat" };
  const sent = await ada.send(sdk.message.create({ type: "txt", chatType: "singleChat", to: "ben", msg: "Hi" }));
  const history = { targetId: "ben", chatType: "singleChat" };
  const calls = [
    ["publishPresence", () => ada.publishPresence({ description: "Busy" })],
    ["subscribePresence", () => ada.subscribePresence({ usernames: ["ben"], expiry: 600 })],
    ["getPresenceStatus", () => ada.getPresenceStatus({ usernames: ["ben"] })],
    ["getSubscribedPresenceList", () => ada.getSubscribedPresenceList({ pageNum: 1, pageSize: 10 })],
    ["unsubscribePresence", () => ada.unsubscribePresence({ usernames: ["ben"] })],
    ["updateUserInfo", () => ada.updateUserInfo({ nickname: "A" })],
    ["fetchUserInfoById", () => ben.fetchUserInfoById(["ada"])],
    ["setSilentModeForAll", () => ada.setSilentModeForAll({ options: { paramType: 0, remindType: "NONE" } })],
    ["getSilentModeForAll", () => ada.getSilentModeForAll()],
    [
      "setSilentModeForConversation",
      () => ada.setSilentModeForConversation({ ...silence, options: { paramType: 0, remindType: "NONE" } }),
    ],
    ["getSilentModeForConversation", () => ada.getSilentModeForConversation(silence)],
    ["getBlocklist", () => ada.getBlocklist()],
    ["getAllContacts", () => ada.getAllContacts()],
    ["getConversationlist", () => ben.getConversationlist({ pageNum: 1, pageSize: 10 })],
    ["removeHistoryMessages", () => ada.removeHistoryMessages({ ...history, messageIds: [sent.serverMsgId] })],
    ["removeHistoryMessages", () => ada.removeHistoryMessages({ ...history, beforeTimeStamp: Date.now() })],
    ["deleteAllMessagesAndConversations", () => ada.deleteAllMessagesAndConversations()],
    ["setPushPerformLanguage", () => ada.setPushPerformLanguage({ language: "EU" })],
    ["getPushPerformLanguage", () => ada.getPushPerformLanguage()],
  ] as const;
  expect(await refusals(calls)).toEqual([]);
  expect((await ada.getServerConversations({ pageSize: 20 })).data.conversations).toEqual([]);
});
