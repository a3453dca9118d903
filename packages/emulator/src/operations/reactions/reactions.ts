import type { operations } from "@agora-chat-openapi/spec";
import {
  addReaction,
  findReaction,
  hasAdded,
  type ReactionScope,
  reactionsTo,
  removeReaction,
  usersOf,
} from "../../domain/reaction.ts";
import type { Message } from "../../world/messages.ts";
import type { Reaction } from "../../world/reactions.ts";
import { refuse } from "../../world/refuse.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";
import { oldestPage } from "../page.ts";

/** How many people a list names of each reaction. */
const NAMED = 3;

export const reactions = handlers({
  listReactions(world, { path: { username }, query }) {
    const scope = scopeOf(query);
    const lists = query.msgIdList.map((msgId) => {
      const found = reactionsTo(world, msgId, scope);
      return { msgId, reactionList: found.map((reaction) => summary(world, reaction, username)) };
    });
    return { requestStatusCode: "ok", data: lists };
  },
  addReaction(world, { path: { username }, body: { msgId, message: emoji } }) {
    const [reaction, message] = addReaction(world, username, msgId, emoji);
    return { requestStatusCode: "ok", data: entity(reaction, message) };
  },
  deleteReaction(world, { path: { username }, query: { msgId, message: emoji } }) {
    removeReaction(world, username, msgId, emoji);
    return { requestStatusCode: "ok" };
  },
  getReactionDetail(world, { path: { username }, query: { msgId, message: emoji, limit, cursor = "" } }) {
    const reaction = findReaction(world, msgId, emoji);
    const { rows, next } = oldestPage(world.reactionUsers.by("reaction", reaction.id), { limit, cursor });
    const { count, ...shown } = summary(world, reaction, username);
    const userList = rows.map(({ user }) => user);
    const data = { ...shown, count, userCount: count, userList, cursor: next.cursor ?? null };
    return { requestStatusCode: "ok", data };
  },
});

/** @throws Refusal ReactionGroupMissing */
function scopeOf({ msgType, groupId }: operations["listReactions"]["parameters"]["query"]): ReactionScope {
  if (msgType === "chat") return { chatType: msgType };
  if (!groupId) throw refuse("ReactionGroupMissing");
  return { chatType: msgType, group: groupId };
}

function summary(world: World, reaction: Reaction, username: string) {
  const users = usersOf(world, reaction);
  return {
    reactionId: reaction.id,
    reaction: reaction.emoji,
    count: users.length,
    state: hasAdded(world, reaction, username),
    userList: users.slice(0, NAMED),
  };
}

function entity({ id, message: msgId, emoji: reaction, created, changed }: Reaction, { chatType, to }: Message) {
  const isOfGroup = chatType === "groupchat";
  return {
    ...{ id, msgId, msgType: isOfGroup ? ("groupchat" as const) : ("chat" as const), groupId: isOfGroup ? to : null },
    ...{ reaction, createdAt: withMicroseconds(created), updatedAt: withMicroseconds(changed) },
  };
}

function withMicroseconds(time: number): string {
  return new Date(time).toISOString().replace("Z", "000Z");
}
