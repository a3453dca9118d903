/** What users ask of each other and of groups from their devices, and answer there. */
import type { Channel } from "../world/entities.ts";
import type { World } from "../world/world.ts";
import { isMember } from "./membership.ts";
import * as requests from "./request.ts";

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
  const [asker, asked] = [world.users.get(from), world.users.get(to)];
  if (!asker || !asked) return "no-such-user";
  if (from === to) return "yourself";
  if (world.contacts.has(from, to)) return "there-already";
  requests.requestContact(world, asker, asked, message);
  return undefined;
}

/** Answers whoever asked to be a contact. @throws Refusal where one of them has too many */
export function answerContact(
  world: World,
  username: string,
  from: string,
  accepts: boolean,
): RequestRefusal | undefined {
  const [user, asker] = [world.users.get(username), world.users.get(from)];
  if (!user || !asker || !world.requests.has("contact", username, "", from)) return "not-asked";
  requests.answerContact(world, user, asker, accepts);
  return undefined;
}

/** Asks to be let into a group; one that admits everyone is joined at once. @throws Refusal as for new members */
export function askToJoin(world: World, from: string, id: string, message: string): RequestRefusal | undefined {
  const group = groupOf(world, id);
  if (!group) return "no-such-chatgroup";
  if (isMember(world, group, from)) return "there-already";
  requests.applyToGroup(world, group, from, message);
  return undefined;
}

/** Lets somebody into a group who has asked, or does not. @throws Refusal as for new members */
export function answerJoin(
  world: World,
  username: string,
  id: string,
  applicant: string,
  accepts: boolean,
): RequestRefusal | undefined {
  const group = groupOf(world, id);
  if (!group) return "no-such-chatgroup";
  if (!runs(world, group, username)) return "not-an-admin";
  if (!world.requests.has("application", id, "", applicant)) return "not-asked";
  requests.answerApplication(world, group, { applicant, accepts, message: "" });
  return undefined;
}

/** Invites a user into a group, who comes at once unless the group wants their consent. @throws Refusal as for new members */
export function invite(world: World, username: string, id: string, to: string): RequestRefusal | undefined {
  const group = groupOf(world, id);
  if (!group) return "no-such-chatgroup";
  if (!isMember(world, group, username)) return "not-a-member";
  if (!(group.allowinvites || runs(world, group, username))) return "may-not-invite";
  if (!world.users.has(to)) return "no-such-user";
  if (isMember(world, group, to)) return "there-already";
  requests.inviteToGroup(world, group, username, to);
  return undefined;
}

/** Takes up an invitation into a group, or declines it. @throws Refusal as for new members */
export function answerInvitation(
  world: World,
  username: string,
  id: string,
  accepts: boolean,
): RequestRefusal | undefined {
  const group = groupOf(world, id);
  if (!group) return "no-such-chatgroup";
  const isInvited = [...world.requests.by("to", username)].some(({ channel }) => channel === id);
  if (!isInvited) return "not-asked";
  requests.answerInvitation(world, group, username, accepts);
  return undefined;
}

function groupOf(world: World, id: string): Channel | undefined {
  const channel = world.channels.get(id);
  return channel?.kind === "group" ? channel : undefined;
}

function runs(world: World, { id, owner }: Channel, username: string): boolean {
  return owner === username || world.members.get(id, username)?.isAdmin === true;
}
