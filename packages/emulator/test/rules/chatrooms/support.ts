import type { RuleContext } from "../../support/rule.ts";

/** Registers people and makes a room of them, the first one its owner. @returns its id */
export async function roomOf({ chat, register }: RuleContext, owner: string, ...members: string[]): Promise<string> {
  await register(owner, ...members);
  return (await chat.createChatroom({ body: { name: "R", description: "D", owner, members } })).data.id;
}

/** The people of a room, first to join first. */
export async function peopleOf({ chat }: RuleContext, chatroom_id: string): Promise<unknown[]> {
  return (await chat.listChatroomMembers({ path: { chatroom_id } })).data;
}

/** A room as its details show it. */
export async function detailsOf({ chat }: RuleContext, chatroom_id: string) {
  const [room] = (await chat.getChatrooms({ path: { chatroom_id: [chatroom_id] } })).data;
  if (!room) throw new Error(`no room ${chatroom_id}`);
  return room;
}
