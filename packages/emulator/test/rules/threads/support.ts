import type { RuleContext } from "../../support/rule.ts";
import { groupOf } from "../chatgroups/support.ts";
import { text } from "../messages/support.ts";

/** Sends a text to a group. @returns its id */
export async function say({ chat }: RuleContext, from: string, group: string, msg = "Hi"): Promise<string> {
  return (await chat.sendChatgroupMessage({ body: { from, to: [group], ...text(msg) } })).data[group] ?? "";
}

/** Starts a thread. @returns its id */
export async function start(
  { chat }: RuleContext,
  group_id: string,
  owner: string,
  msg_id: string,
  name = "T",
): Promise<string> {
  return (await chat.createThread({ body: { group_id, name, msg_id, owner } })).data.thread_id;
}

/** Makes a group of people, with a thread of the second one on a message of the first. */
export async function threadOf(context: RuleContext, ...people: [string, string, ...string[]]) {
  const [owner, ...others] = people;
  const group = await groupOf(context, owner, ...others);
  const message = await say(context, owner, group);
  return { group, message, thread: await start(context, group, people[1], message) };
}

export const join = ({ chat }: RuleContext, thread_id: string, ...usernames: string[]) =>
  chat.addThreadMembers({ path: { thread_id }, body: { usernames } });
export const kick = ({ chat }: RuleContext, thread_id: string, ...usernames: string[]) =>
  chat.removeThreadMembers({ path: { thread_id }, body: { usernames } });
export const membersOf = async ({ chat }: RuleContext, thread_id: string) =>
  (await chat.listThreadMembers({ path: { thread_id } })).data.affiliations;
export const joined = async ({ chat }: RuleContext, username: string) =>
  (await chat.listJoinedThreads({ path: { username } })).entities.map(({ id }) => id);

/** As many threads as a user may be in and an app may have, put where calls would take too long. */
export function fill({ change }: RuleContext, user: string): Promise<void> {
  return change((world) => {
    for (let index = 0; index < world.quota("threads"); index++) {
      const id = `1${index}`;
      world.threads.put({ id, name: "", owner: user, message: `m${index}`, group: "7", created: 0 });
      world.threadMembers.put({ thread: id, user });
    }
  });
}
