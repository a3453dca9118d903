import { type RecallFault, recall as recallMessage } from "../../domain/recall.ts";
import type { ChatType } from "../../world/messages.ts";
import { refuse } from "../../world/refuse.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";

interface Request {
  msg_id: string;
  to: string;
  chat_type: ChatType;
  from?: string;
  force?: boolean;
}

const REFUSALS = {
  "no-target": "RecallTargetNotFound",
  "too-late": "RecallTooLate",
  absent: "RecalledMessageNotFound",
} as const;
const TEXTS = {
  "no-target": "can't find msg to",
  "too-late": "exceed recall time limit",
  absent: "not_found msg",
} as const;

export const recall = handlers({
  recallMessage(world, { body }) {
    const fault = recallOne(world, body);
    if (fault) throw refuse(REFUSALS[fault]);
    return { data: { ...result(body, undefined), recalled: "yes" } };
  },
  recallMessages(world, { body }) {
    if (!("msgs" in body)) return { data: result(body, recallOne(world, body)) };
    const requests = [body.msgs].flat();
    return { msgs: requests.map((each) => ({ msg_id: each.msg_id, recalled: textOf(recallOne(world, each)) })) };
  },
  recallMessageBatch: (world, { body }) => ({ data: body.msgs.map((each) => result(each, recallOne(world, each))) }),
});

function recallOne(world: World, { msg_id: id, to, chat_type: chatType, force = false }: Request) {
  return recallMessage(world, { id, to: chatType === "chat" ? to.toLowerCase() : to, chatType, isForced: force });
}

function result({ msg_id, to, chat_type: chattype, from = "admin" }: Request, fault: RecallFault | undefined) {
  return { recalled: textOf(fault), chattype, from, to, msg_id };
}

function textOf(fault: RecallFault | undefined): string {
  return fault === undefined ? "yes" : TEXTS[fault];
}
