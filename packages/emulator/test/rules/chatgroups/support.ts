import type { RuleContext } from "../../support/rule.ts";

/** Registers people and makes a group of them, the first one its owner. @returns its id */
export async function groupOf({ chat, register }: RuleContext, owner: string, ...members: string[]): Promise<string> {
  await register(owner, ...members);
  return (await chat.createChatgroup({ body: { groupname: "G", owner, members } })).data.groupid;
}

/** `count` usernames. */
export function crowd(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `user${index}`);
}

/** Registers any number of users. */
export async function registerMany({ register }: RuleContext, names: readonly string[]): Promise<void> {
  for (let begin = 0; begin < names.length; begin += 60) await register(...names.slice(begin, begin + 60));
}

/** The people of a group, last to join first. */
export async function peopleOf({ chat }: RuleContext, group_id: string): Promise<unknown[]> {
  return (await chat.listChatgroupMembers({ path: { group_id } })).data;
}

/** A group as its details show it. */
export async function detailsOf({ chat }: RuleContext, group_id: string) {
  const [group] = (await chat.getChatgroups({ path: { group_id: [group_id] } })).data;
  if (!group) throw new Error(`no group ${group_id}`);
  return group;
}
