/** What a user's own token is good for beside what names that user in its path: the calls that clients make. */
import type { OperationId } from "../operations/handlers.ts";
import type { World } from "../world/world.ts";

/** Who may make a call about a group or room: anybody, those in it, those who run it, its owner. */
type Right = "anybody" | "member" | "admin" | "owner";

const RIGHTS: Readonly<Record<Right, readonly OperationId[]>> = {
  anybody: [
    ...(["createChatgroup", "createChatroom", "getChatgroups", "getChatrooms", "listChatrooms"] as const),
    ...(["getUserAttributesBatch", "uploadFile", "downloadFile"] as const),
    ...(["createThread", "updateThread", "deleteThread", "listThreadMembers"] as const),
    ...(["getChatroomAttributes", "listChatroomMembers", "getChatroomAnnouncement"] as const),
  ],
  member: [
    ...(["listChatgroupMembers", "listChatgroupAdmins", "getChatgroupAnnouncement"] as const),
    ...(["listChatgroupFiles", "uploadChatgroupFile", "downloadChatgroupFile", "listChatroomAdmins"] as const),
    ...(["getChatgroupMemberAttributesBatch"] as const),
  ],
  admin: [
    ...(["updateChatgroup", "updateChatgroupAnnouncement", "deleteChatgroupFile", "removeChatgroupMembers"] as const),
    ...(["muteChatgroupMembers", "unmuteChatgroupMembers", "listChatgroupMutedMembers"] as const),
    ...(["muteAllChatgroupMembers", "unmuteAllChatgroupMembers"] as const),
    ...(["addChatgroupBlocklistMember", "addChatgroupBlocklistMembers", "listChatgroupBlocklist"] as const),
    ...(["removeChatgroupBlocklistMembers", "addChatgroupAllowlistMembers", "listChatgroupAllowlist"] as const),
    ...(["removeChatgroupAllowlistMembers", "addChatgroupMembers", "addChatgroupMember"] as const),
    ...(["updateChatroom", "updateChatroomAnnouncement", "removeChatroomMembers", "addChatroomMembers"] as const),
    ...(["muteChatroomMembers", "unmuteChatroomMembers", "listChatroomMutedMembers"] as const),
    ...(["muteAllChatroomMembers", "unmuteAllChatroomMembers"] as const),
    ...(["addChatroomBlocklistMember", "addChatroomBlocklistMembers", "listChatroomBlocklist"] as const),
    ...(["removeChatroomBlocklistMembers", "addChatroomAllowlistMembers", "listChatroomAllowlist"] as const),
    ...(["removeChatroomAllowlistMembers"] as const),
  ],
  owner: [
    ...(["addChatgroupAdmin", "removeChatgroupAdmin", "deleteChatgroup"] as const),
    ...(["addChatroomAdmin", "removeChatroomAdmin", "deleteChatroom"] as const),
  ],
};

const rightOf = new Map(
  Object.entries(RIGHTS).flatMap(([right, ids]) => ids.map((id) => [id as string, right as Right] as const)),
);

/** Whether a user may make a call that is not about them by its path. */
export function mayCall(
  world: World,
  operation: string,
  user: string,
  path: Readonly<Record<string, unknown>>,
): boolean {
  const right = rightOf.get(operation);
  if (right === undefined || right === "anybody") return right !== undefined;
  const id = String(path["group_id"] ?? path["chatroom_id"] ?? "");
  const channel = world.channels.get(id);
  // The call itself says that there is no such group or room.
  if (!channel || channel.owner === user) return true;
  const member = world.members.get(id, user);
  return right === "member" ? member !== undefined : right === "admin" && member?.isAdmin === true;
}
