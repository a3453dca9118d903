import { sendToChannels, sendToUsers } from "../../domain/sending.ts";
import { handlers } from "../handlers.ts";
import { toDraft } from "./draft.ts";

export const send = handlers({
  sendUserMessage: (world, { body }) => ({ data: sendToUsers(world, body.to, toDraft(body)) }),
  sendChatgroupMessage: (world, { body }) => ({ data: sendToChannels(world, "group", body.to, toDraft(body)) }),
  sendChatroomMessage: (world, { body }) => ({ data: sendToChannels(world, "room", body.to, toDraft(body)) }),
});
