import type { RuleContext } from "../../support/rule.ts";

/** A text, as the body of a call that sends. */
export const text = (msg: string) => ({ type: "txt" as const, body: { msg } });

/** The contents of the messages that have reached a user, the oldest first. */
export async function received({ app }: RuleContext, username: string): Promise<unknown[]> {
  return (await app.inbox(username)).map(({ body }) => body["msg"] ?? body);
}

/** How many messages came while a user was offline. */
export async function waited({ chat }: RuleContext, username: string): Promise<number | undefined> {
  return (await chat.getOfflineMessageCount({ path: { username } })).data[username];
}

/** Sends a text to one user. @returns its id */
export async function write({ chat }: RuleContext, from: string, to: string, msg: string): Promise<string> {
  return (await chat.sendUserMessage({ body: { from, to: [to], ...text(msg) } })).data[to] ?? "";
}

/** Registers people and makes a room of them, the first one its owner. @returns its id */
export async function roomOf({ chat, register }: RuleContext, owner: string, ...members: string[]): Promise<string> {
  await register(owner, ...members);
  const body = { name: "R", description: "", maxusers: 100, owner, members };
  return (await chat.createChatroom({ body })).data.id;
}
