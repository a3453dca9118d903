/** What is known of members of groups and rooms. */
import { findChannel } from "../domain/channel.ts";
import { checkGroupOfAttributes, memberAttributesOf, setMemberAttributes } from "../domain/member-attributes.ts";
import { isMuted } from "../domain/moderation.ts";
import { sdkHandlers } from "./handlers.ts";

export const members = sdkHandlers({
  isOnChatgroupAllowlist(world, { path: { group_id, user: member } }) {
    const { id } = findChannel(world, "group", group_id);
    return { data: { member, white: world.allowed.has(id, member) } };
  },
  isOnChatroomAllowlist(world, { path: { chatroom_id, user: member } }) {
    const { id } = findChannel(world, "room", chatroom_id);
    return { data: { member, white: world.allowed.has(id, member) } };
  },
  isMutedInChatgroup: (world, { path }) => ({
    data: isMuted(world, findChannel(world, "group", path.group_id), path.user),
  }),
  isMutedInChatroom: (world, { path }) => ({
    data: isMuted(world, findChannel(world, "room", path.chatroom_id), path.user),
  }),
  getMemberAttributesOfClient(world, { path, body: { targets, properties } }) {
    const group = checkGroupOfAttributes(world, path.group_id);
    const chosen = ([name]: [string, string]) => !properties?.length || properties.includes(name);
    const valuesOf = (user: string) => Object.entries(memberAttributesOf(world, group, user)).filter(chosen);
    return { data: Object.fromEntries(targets.map((user) => [user, Object.fromEntries(valuesOf(user))])) };
  },
  setMemberAttributesOfClient(world, { path, body }) {
    const group = checkGroupOfAttributes(world, path.group_id);
    return { data: setMemberAttributes(world, group, path.user.toLowerCase(), body.metaData) };
  },
});
