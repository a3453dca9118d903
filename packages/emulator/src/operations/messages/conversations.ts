import { deleteConversation } from "../../domain/conversation.ts";
import { findUser } from "../../domain/find-user.ts";
import { handlers } from "../handlers.ts";

export const conversations = handlers({
  deleteConversation(world, { path, body: { channel, type, delete_roam } }) {
    const { username } = findUser(world, path.username);
    const name = { type, channel: type === "chat" ? channel.toLowerCase() : channel };
    deleteConversation(world, username, name, delete_roam);
    return { data: { result: "ok" } };
  },
});
