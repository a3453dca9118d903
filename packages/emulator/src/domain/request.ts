/** What users ask of each other from their devices: to be contacts, to be let into groups, to come into them. */
import type { Channel } from "../world/entities.ts";
import type { Request } from "../world/requests.ts";
import type { World } from "../world/world.ts";
import { befriend } from "./contact.ts";
import { addMember, isMember } from "./membership.ts";

/** Why something cannot be asked, or answered. */
export type RequestRefusal =
  | "no-such-user"
  | "no-such-chatgroup"
  | "yourself"
  | "there-already"
  | "not-asked"
  | "not-a-member"
  | "not-an-admin"
  | "may-not-invite";

/** Asks a user to be a contact. @returns why not, where that cannot be asked */
export function askForContact(world: World, from: string, to: string, message: string): RequestRefusal | undefined {
  if (!world.users.has(to)) return "no-such-user";
  if (from === to) return "yourself";
  if (world.contacts.has(from, to)) return "there-already";
  world.requests.put({ kind: "contact", from, to, channel: "" });
  world.emit({ type: "contact-requested", owner: from, user: to, message });
  return undefined;
}

/** Answers whoever asked to be a contact. @throws Refusal where one of them has too many */
export function answerContact(
  world: World,
  username: string,
  from: string,
  isAccepted: boolean,
): RequestRefusal | undefined {
  const [owner, asker] = [world.users.get(username), world.users.get(from)];
  if (!owner || !asker || !take(world, { kind: "contact", from, to: username, channel: "" })) return "not-asked";
  if (isAccepted) befriend(world, owner, asker);
  else world.emit({ type: "contact-declined", owner: username, user: from, message: "" });
  return undefined;
}

/** Asks to be let into a group; one that admits everyone is joined at once. @throws Refusal as for new members */
export function askToJoin(world: World, from: string, id: string, message: string): RequestRefusal | undefined {
  const group = groupOf(world, id);
  if (!group) return "no-such-chatgroup";
  if (isMember(world, group, from)) return "there-already";
  if (group.membersonly) {
    world.requests.put({ kind: "join", from, to: "", channel: id });
    world.emit({ type: "join-requested", channel: group, user: from, message });
  } else addMember(world, group, from);
  return undefined;
}

/** Lets somebody into a group who has asked, or does not. @throws Refusal as for new members */
export function answerJoin(
  world: World,
  username: string,
  id: string,
  from: string,
  isAccepted: boolean,
  message = "",
): RequestRefusal | undefined {
  const group = groupOf(world, id);
  if (!group) return "no-such-chatgroup";
  if (!runs(world, group, username)) return "not-an-admin";
  if (!take(world, { kind: "join", from, to: "", channel: id })) return "not-asked";
  if (!isAccepted) {
    world.emit({ type: "join-declined", channel: group, user: from, message });
    return undefined;
  }
  world.emit({ type: "join-accepted", channel: group, user: from });
  addMember(world, group, from);
  return undefined;
}

/** Invites a user into a group, who comes at once unless the group wants their consent. @throws Refusal as for new members */
export function invite(
  world: World,
  username: string,
  id: string,
  to: string,
  message: string,
): RequestRefusal | undefined {
  const group = groupOf(world, id);
  if (!group) return "no-such-chatgroup";
  if (!isMember(world, group, username)) return "not-a-member";
  if (!(group.allowinvites || runs(world, group, username))) return "may-not-invite";
  if (!world.users.has(to)) return "no-such-user";
  if (isMember(world, group, to)) return "there-already";
  world.emit({ type: "member-invited", channel: group, user: to, message });
  if (group.inviteNeedConfirm) world.requests.put({ kind: "invitation", from: username, to, channel: id });
  else addMember(world, group, to);
  return undefined;
}

/** Takes up the latest invitation into a group, or declines it. @throws Refusal as for new members */
export function answerInvitation(
  world: World,
  username: string,
  id: string,
  isAccepted: boolean,
): RequestRefusal | undefined {
  const group = groupOf(world, id);
  if (!group) return "no-such-chatgroup";
  const invitation = [...world.requests.by("to", username)].findLast(
    ({ kind, channel }) => kind === "invitation" && channel === id,
  );
  if (!invitation || !take(world, invitation)) return "not-asked";
  const type = isAccepted ? "invitation-accepted" : "invitation-declined";
  world.emit({ type, channel: group, user: username, inviter: invitation.from });
  if (isAccepted) addMember(world, group, username);
  return undefined;
}

/** Ends a request. @returns whether there was one */
function take(world: World, { kind, channel, from, to }: Request): boolean {
  const isThere = world.requests.has(kind, channel, from, to);
  world.requests.delete(kind, channel, from, to);
  return isThere;
}

function groupOf(world: World, id: string): Channel | undefined {
  const channel = world.channels.get(id);
  return channel?.kind === "group" ? channel : undefined;
}

function runs(world: World, { id, owner }: Channel, username: string): boolean {
  return owner === username || world.members.get(id, username)?.isAdmin === true;
}
