import { importMessage } from "../../domain/import.ts";
import { handlers } from "../handlers.ts";
import { toDraft } from "./draft.ts";

export const imports = handlers({
  importUserMessage(world, { body }) {
    return { data: { msg_id: importMessage(world, "chat", body.target, toDraft(body), body.msg_timestamp) } };
  },
  importChatgroupMessage(world, { body }) {
    return { data: { msg_id: importMessage(world, "groupchat", body.target, toDraft(body), body.msg_timestamp) } };
  },
});
