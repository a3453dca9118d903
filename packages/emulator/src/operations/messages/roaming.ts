import {
  type ConversationName,
  deleteAllMessages,
  deleteMessages,
  deleteMessagesUntil,
} from "../../domain/conversation.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";

/** The frame of these responses has nothing else. */
const DONE = { requestStatusCode: "ok" } as const;

export const roaming = handlers({
  deleteAllRoamingMessages(world, { path }) {
    deleteAllMessages(world, path.username);
    return DONE;
  },
  deleteUserRoamingMessages(world, { path, query: { userId, msgIdList, isNotify } }) {
    deleteMessages(world, path.username, withUser(userId), msgIdList, isNotify);
    return DONE;
  },
  deleteChatgroupRoamingMessages(world, { path, query: { groupId, msgIdList, isNotify } }) {
    deleteMessages(world, path.username, within(world, groupId), msgIdList, isNotify);
    return DONE;
  },
  deleteUserRoamingMessagesUntil(world, { path, query: { userId, delTime, isNotify } }) {
    deleteMessagesUntil(world, path.username, withUser(userId), delTime, isNotify);
    return DONE;
  },
  deleteChatgroupRoamingMessagesUntil(world, { path, query: { groupId, delTime, isNotify } }) {
    deleteMessagesUntil(world, path.username, within(world, groupId), delTime, isNotify);
    return DONE;
  },
});

function withUser(username: string): ConversationName {
  return { channel: username.toLowerCase(), type: "chat" };
}

function within(world: World, channel: string): ConversationName {
  return { channel, type: world.channels.get(channel)?.kind === "room" ? "chatroom" : "groupchat" };
}
