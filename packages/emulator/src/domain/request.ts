/** What users ask of each other, and of groups. */
import type { Channel, User } from "../world/entities.ts";
import type { Request } from "../world/realtime.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { befriend } from "./contact.ts";
import { findNamedUser } from "./find-user.ts";
import { addMember, isMember } from "./membership.ts";

/** Asks a user to be a contact. */
export function requestContact(world: World, from: User, to: User, message: string): void {
  world.requests.put({ kind: "contact", from: from.username, to: to.username, channel: "" });
  world.emit({ type: "contact-requested", owner: from.username, user: to.username, message });
}

/** Answers somebody who has asked to be a contact. @throws Refusal IllegalArgument where nobody has */
export function answerContact(world: World, user: User, from: User, accepts: boolean): void {
  take(world, { kind: "contact", from: from.username, to: user.username, channel: "" });
  if (accepts) befriend(world, user, from);
  else world.emit({ type: "contact-declined", owner: user.username, user: from.username, message: "" });
}

/** Lets a user into a public group, or asks its owner and admins where they want to be asked. @throws Refusal */
export function applyToGroup(world: World, group: Channel, username: string, message: string): void {
  if (!group.public) throw refuse("IllegalArgument", { reason: `the group ${group.id} is not public` });
  if (!group.membersonly || isMember(world, group, username)) {
    addMember(world, group, username);
    return;
  }
  world.requests.put({ kind: "application", from: username, to: group.id, channel: "" });
  world.emit({ type: "group-requested", channel: group, user: username, message });
}

/** Answers somebody who has asked to be let in. @throws Refusal */
export function answerApplication(
  world: World,
  group: Channel,
  { applicant: user, accepts, message }: { applicant: string; accepts: boolean; message: string },
): void {
  take(world, { kind: "application", from: user, to: group.id, channel: "" });
  world.emit({ type: accepts ? "group-request-accepted" : "group-request-declined", channel: group, user, message });
  if (accepts) addMember(world, group, user);
}

/** Invites a user into a group: they are in at once, unless the group wants them to say yes. @throws Refusal */
export function inviteToGroup(world: World, group: Channel, inviter: string, user: string): void {
  findNamedUser(world, user);
  if (!group.inviteNeedConfirm || isMember(world, group, user)) {
    addMember(world, group, user);
    return;
  }
  world.requests.put({ kind: "invitation", from: inviter, to: user, channel: group.id });
  world.emit({ type: "group-invited", channel: group, user, inviter });
}

/** Answers an invitation into a group. @throws Refusal */
export function answerInvitation(world: World, group: Channel, user: string, accepts: boolean): void {
  const invitations = [...world.requests.by("to", user)].filter(({ channel }) => channel === group.id);
  const [first] = invitations;
  if (!first) throw notAsked();
  for (const invitation of invitations) take(world, invitation);
  if (accepts) addMember(world, group, user);
  const type = accepts ? "group-invite-accepted" : "group-invite-declined";
  world.emit({ type, channel: group, user, inviter: first.from });
}

function take(world: World, { kind, to, channel, from }: Request): void {
  if (!world.requests.has(kind, to, channel, from)) throw notAsked();
  world.requests.delete(kind, to, channel, from);
}

function notAsked() {
  return refuse("IllegalArgument", { reason: "nobody has asked for that, or it is answered already" });
}
