import { sendToChannels } from "../../domain/sending.ts";
import { handlers } from "../handlers.ts";
import { toDraft } from "./draft.ts";

export const members = handlers({
  sendChatgroupMemberMessage(world, { body }) {
    return { data: sendToChannels(world, "group", body.to, { ...toDraft(body), only: body.users }) };
  },
  sendChatroomMemberMessage(world, { body }) {
    return { data: sendToChannels(world, "room", body.to, { ...toDraft(body), only: body.users }) };
  },
});
