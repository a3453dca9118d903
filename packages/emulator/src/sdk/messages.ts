/** How users lose what they could load of their conversations. */
import {
  type ConversationName,
  deleteAllMessages,
  deleteMessages,
  deleteMessagesUntil,
} from "../domain/conversation.ts";
import { sdkHandlers } from "./handlers.ts";

const DONE = { data: { result: true } };

function nameOf(kind: "chat" | "group", query: { userId?: string; groupId?: string }): ConversationName {
  return kind === "chat"
    ? { type: "chat", channel: (query.userId ?? "").toLowerCase() }
    : { type: "groupchat", channel: query.groupId ?? "" };
}

export const messages = sdkHandlers({
  deleteMessagesOfClient(world, { path, query, caller: { user } }) {
    const { msgIdList = "", ...target } = query as { msgIdList?: string; userId?: string; groupId?: string };
    deleteMessages(world, user, nameOf(path.kind, target), msgIdList.split(","), false);
    return DONE;
  },
  deleteMessagesUntilOfClient(world, { path, query, caller: { user } }) {
    const { delTime = "0", ...target } = query as { delTime?: string; userId?: string; groupId?: string };
    deleteMessagesUntil(world, user, nameOf(path.kind, target), Number(delTime), false);
    return DONE;
  },
  deleteAllMessagesOfClient(world, { caller: { user } }) {
    deleteAllMessages(world, user);
    return DONE;
  },
});
