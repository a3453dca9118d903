import type { Channel } from "../world/entities.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { isMember } from "./membership.ts";
import { sizeOf } from "./user-attributes.ts";

type Values = Readonly<Record<string, string>>;

/** The group whose members' attributes a call is about. @throws Refusal ServiceResourceNotFound */
export function checkGroupOfAttributes(world: World, id: string): Channel {
  const group = world.channels.get(id);
  if (group?.kind !== "group") throw refuse("ServiceResourceNotFound");
  return group;
}

/** What is stored about someone in a group. */
export function memberAttributesOf(world: World, { id }: Channel, username: string): Values {
  return world.memberAttributes.get(id, username)?.values ?? {};
}

/** @throws Refusal MemberOfAttributesNotFound */
export function readMemberAttributes(world: World, group: Channel, username: string): Values {
  if (!isMember(world, group, username)) throw refuse("MemberOfAttributesNotFound");
  return memberAttributesOf(world, group, username);
}

/**
 * Sets some attributes and removes those that are empty; others stay.
 * @returns what was set
 * @throws Refusal ServiceResourceNotFound, ChatgroupMemberAttributesTooLarge
 */
export function setMemberAttributes(world: World, group: Channel, username: string, values: Values): Values {
  if (!isMember(world, group, username)) throw refuse("ServiceResourceNotFound");
  const all = withoutEmpty({ ...memberAttributesOf(world, group, username), ...values });
  if (sizeOf(all) > world.quota("chatgroupMemberAttributeBytes")) throw refuse("ChatgroupMemberAttributesTooLarge");
  world.memberAttributes.put({ channel: group.id, user: username, values: all });
  world.emit({ type: "member-attributes-changed", channel: group, user: username, values });
  return withoutEmpty(values);
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}
