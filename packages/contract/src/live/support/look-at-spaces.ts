/** Groups and rooms, looked at and left alone. */
import type { JourneyContext } from "../journey.ts";
import { firstExisting } from "./first-existing.ts";

/** Looks at a chat group. */
export async function lookAtChatgroup(context: JourneyContext): Promise<void> {
  const { chat, step } = context;
  const { data } = await step("the newest groups are listed", () => chat.listChatgroups({ query: { limit: 50 } }));
  const group = firstExisting(context, "group", data, ({ groupname }) => groupname);
  if (!group) return;
  const path = { group_id: group.groupid };
  await step("the newest group's details are read", () => chat.getChatgroups({ path: { group_id: [group.groupid] } }));
  await step("its members are listed", () => chat.listChatgroupMembers({ path }));
  await step("its admins are listed", () => chat.listChatgroupAdmins({ path }));
  await step("its announcement is read", () => chat.getChatgroupAnnouncement({ path }));
  await step("its files are listed", () => chat.listChatgroupFiles({ path, query: { pagesize: 1 } }));
  await step("its allow list is read", () => chat.listChatgroupAllowlist({ path }));
  await step("its blocklist is read", () => chat.listChatgroupBlocklist({ path }));
  await step("its mute list is read", () => chat.listChatgroupMutedMembers({ path }));
}

/** Looks at a chat room. */
export async function lookAtChatroom(context: JourneyContext): Promise<void> {
  const { chat, step } = context;
  await step("the super admins are listed", () => chat.listChatroomSuperAdmins());
  const { data } = await step("the newest rooms are listed", () => chat.listChatrooms({ query: { limit: 50 } }));
  const room = firstExisting(context, "room", data, (each) => each.name);
  if (!room) return;
  const path = { chatroom_id: room.id };
  await step("the newest room's details are read", () => chat.getChatrooms({ path: { chatroom_id: [room.id] } }));
  await step("its members are listed", () => chat.listChatroomMembers({ path, query: { pagesize: 10 } }));
  await step("its admins are listed", () => chat.listChatroomAdmins({ path }));
  await step("its announcement is read", () => chat.getChatroomAnnouncement({ path }));
  await step("its allow list is read", () => chat.listChatroomAllowlist({ path }));
  await step("its blocklist is read", () => chat.listChatroomBlocklist({ path }));
  await step("its mute list is read", () => chat.listChatroomMutedMembers({ path }));
}
