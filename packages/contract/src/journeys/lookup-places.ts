/** Groups and rooms, looked at and left alone. */
import type { JourneyContext } from "../verify/journey.ts";

const query = { limit: 1 };

/** Looks at the newest chat group. */
export async function lookAtChatgroup({ chat, step, skip }: JourneyContext): Promise<void> {
  const { data } = await step("a group is listed", () => chat.listChatgroups({ query }));
  const [group] = data;
  if (!group) return skip("a group is looked at", "the app has no groups");
  const path = { group_id: group.groupid };
  await step("its details are read", () => chat.getChatgroups({ path: { group_id: [group.groupid] } }));
  await step("its members are listed", () => chat.listChatgroupMembers({ path }));
  await step("its admins are listed", () => chat.listChatgroupAdmins({ path }));
  await step("its announcement is read", () => chat.getChatgroupAnnouncement({ path }));
  await step("its files are listed", () => chat.listChatgroupFiles({ path, query: { pagesize: 1 } }));
  await step("its allow list is read", () => chat.listChatgroupAllowlist({ path }));
  await step("its blocklist is read", () => chat.listChatgroupBlocklist({ path }));
  await step("its mute list is read", () => chat.listChatgroupMutedMembers({ path }));
}

/** Looks at the newest chat room. */
export async function lookAtChatroom({ chat, step, skip }: JourneyContext): Promise<void> {
  await step("the super admins are listed", () => chat.listChatroomSuperAdmins());
  const { data } = await step("a room is listed", () => chat.listChatrooms({ query }));
  const [room] = data;
  if (!room) return skip("a room is looked at", "the app has no rooms");
  const path = { chatroom_id: room.id };
  await step("its details are read", () => chat.getChatrooms({ path: { chatroom_id: [room.id] } }));
  await step("its members are listed", () => chat.listChatroomMembers({ path, query: { pagesize: 10 } }));
  await step("its admins are listed", () => chat.listChatroomAdmins({ path }));
  await step("its announcement is read", () => chat.getChatroomAnnouncement({ path }));
  await step("its allow list is read", () => chat.listChatroomAllowlist({ path }));
  await step("its blocklist is read", () => chat.listChatroomBlocklist({ path }));
  await step("its mute list is read", () => chat.listChatroomMutedMembers({ path }));
}
