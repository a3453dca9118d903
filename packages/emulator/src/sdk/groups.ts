/** How users come into groups and leave them, and which there are. */
import { findChannel, joinedChannels } from "../domain/channel.ts";
import { memberCount, removeMember } from "../domain/membership.ts";
import { answerInvitation, answerJoin, askToJoin, invite } from "../domain/request.ts";
import { oldestPage } from "../operations/page.ts";
import type { Channel } from "../world/entities.ts";
import { Refusal, refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { sdkHandlers } from "./handlers.ts";
import { refuseRequest } from "./refuse-request.ts";

const done = (action: string, groupid: string, user: string) => ({ data: { action, groupid, result: true, user } });

function outcomeOf(world: World, inviter: string, id: string, user: string) {
  const outcome = { id, action: "invite", user };
  try {
    const reason = invite(world, inviter, id, user, "");
    return { ...outcome, ...(reason ? { result: false, reason } : { result: true }) };
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
    const group = findChannel(world, "group", path.group_id);
    if (!group.public) throw refuse("IllegalArgument", { reason: `the group ${group.id} is not public` });
    refuseRequest(askToJoin(world, user, group.id, body.message ?? ""));
    return done("apply", group.id, user);
  },
  answerChatgroupApplication(world, { path, body: { applicant, verifyResult, reason }, caller: { user } }) {
    const { id } = findChannel(world, "group", path.group_id);
    refuseRequest(answerJoin(world, user, id, applicant.toLowerCase(), verifyResult, reason));
    return done("apply_verify", id, applicant);
  },
  inviteToChatgroup(world, { path, body, caller: { user } }) {
    const { id } = findChannel(world, "group", path.group_id);
    return { data: body.usernames.map((each) => outcomeOf(world, user, id, each.toLowerCase())) };
  },
  answerChatgroupInvitation(world, { path, body, caller: { user } }) {
    const { id } = findChannel(world, "group", path.group_id);
    refuseRequest(answerInvitation(world, user, id, body.verifyResult));
    return done("invite_verify", id, user);
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
