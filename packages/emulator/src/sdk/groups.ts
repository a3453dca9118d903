/** How users come into groups and leave them, and which there are. */
import { findChannel, joinedChannels } from "../domain/channel.ts";
import { memberCount, removeMember } from "../domain/membership.ts";
import { answerApplication, answerInvitation, applyToGroup, inviteToGroup } from "../domain/request.ts";
import { oldestPage } from "../operations/page.ts";
import type { Channel } from "../world/entities.ts";
import { Refusal, refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { sdkHandlers } from "./handlers.ts";

const done = (action: string, groupid: string, user: string) => ({ data: { action, groupid, result: true, user } });

/** @throws Refusal for anybody but the owner and the admins of a group */
function checkAdmin(world: World, { id, owner }: Channel, user: string): void {
  if (owner !== user && !world.members.get(id, user)?.isAdmin) throw refuse("AuthBadAccessToken");
}

function invite(world: World, group: Channel, inviter: string, user: string) {
  const outcome = { id: group.id, action: "invite", user };
  try {
    inviteToGroup(world, group, inviter, user);
    return { ...outcome, result: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...outcome, result: false, reason: error.refusal };
  }
}

function joinedGroup(world: World, group: Channel, user: string) {
  const { id: groupId, name, owner, disabled, membersonly, allowinvites, description, maxusers } = group;
  const isAdmin = world.members.get(groupId, user)?.isAdmin === true;
  const permission: "owner" | "admin" | "member" = owner === user ? "owner" : isAdmin ? "admin" : "member";
  return {
    ...{ groupId, name, affiliations_count: memberCount(world, group), permission, disabled, membersonly },
    ...{ allowinvites, description, maxusers, public: group.public },
  };
}

export const groups = sdkHandlers({
  applyToChatgroup(world, { path, body, caller: { user } }) {
    applyToGroup(world, findChannel(world, "group", path.group_id), user, body.message ?? "");
    return done("apply", path.group_id, user);
  },
  answerChatgroupApplication(world, { path, body, caller }) {
    const group = findChannel(world, "group", path.group_id);
    checkAdmin(world, group, caller.user);
    const { applicant, verifyResult: accepts, reason: message = "" } = body;
    answerApplication(world, group, { applicant: applicant.toLowerCase(), accepts, message });
    return done("apply_verify", group.id, applicant);
  },
  inviteToChatgroup(world, { path, body, caller: { user } }) {
    const group = findChannel(world, "group", path.group_id);
    if (!group.allowinvites) checkAdmin(world, group, user);
    return { data: body.usernames.map((each) => invite(world, group, user, each.toLowerCase())) };
  },
  answerChatgroupInvitation(world, { path, body, caller: { user } }) {
    answerInvitation(world, findChannel(world, "group", path.group_id), user, body.verifyResult);
    return done("invite_verify", path.group_id, user);
  },
  quitChatgroup(world, { path, caller: { user } }) {
    removeMember(world, findChannel(world, "group", path.group_id), user);
    return done("quit", path.group_id, user);
  },
  listPublicChatgroups(world, { query: { limit = 20, cursor } }) {
    const page = oldestPage(world.channels.by("kind", "group"), { limit, ...(cursor && { cursor }) });
    const open = page.rows.filter((group) => group.public);
    return { data: open.map(({ id: groupid, name: groupname }) => ({ groupid, groupname })), ...page.next };
  },
  listChatgroupsOfClient(world, { query: { pagenum = 0, pagesize = 20 }, caller: { user }, url }) {
    const begin = Math.max(0, pagenum - (pagenum > 0 ? 1 : 0)) * pagesize;
    const page = joinedChannels(world, "group", user).slice(begin, begin + pagesize);
    // Clients look for this word in it.
    return { uri: `${url}/joined_chatgroups`, entities: page.map((group) => joinedGroup(world, group, user)) };
  },
  countChatgroupsOfClient: (world, { caller: { user } }) => ({ data: joinedChannels(world, "group", user).length }),
});
