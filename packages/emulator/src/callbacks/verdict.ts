/** What an app server says of a message before it is delivered. */

import type { CallbackReplies } from "@agora-chat-openapi/callbacks";
import { readDescription } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { checkResponse } from "@agora-chat-openapi/description/validate";
import type { CallbackRule } from "../world/callbacks.ts";
import type { Content, Message } from "../world/messages.ts";
import type { Reply } from "./post.ts";
import { webhookOf } from "./raised.ts";

/** Whether a message is delivered, and as what; or what the sender is told. */
export type Verdict = { message: Message } | { text: string };

/** What a rejected message's sender reads where the app server gives no text, and where it gives an empty one. */
const NO_TEXT = "custom logic denied";
const EMPTY_TEXT = "Message blocked by external logic";

/** What a reply makes of a message; undefined where it is not one that counts. */
export function verdictOf(message: Message, reply: Reply): Verdict | undefined {
  if ("fault" in reply || reply.status !== 200) return undefined;
  const { status, text: body } = reply;
  const headers = { "content-type": "application/json" };
  const problems = checkResponse(schemasOf(readDescription()), webhookOf("preDeliveryMessage"), {
    status,
    headers,
    body,
  });
  return problems.length > 0 ? undefined : read(message, JSON.parse(body));
}

/** What becomes of a message on which there is no verdict. */
export function fallbackOf(message: Message, { fallback }: Pick<CallbackRule, "fallback">): Verdict {
  return fallback === "deliver" ? { message } : { text: NO_TEXT };
}

function read(message: Message, verdict: CallbackReplies["preDeliveryMessage"]): Verdict {
  if (!verdict.valid) return { text: verdict.code === "" ? EMPTY_TEXT : (verdict.code ?? NO_TEXT) };
  const [content] = verdict.payload?.bodies ?? [];
  // Only texts can be replaced.
  if (!content || message.type !== "txt") return { message };
  const ext = verdict.payload?.ext as Content | undefined;
  // What the client encoded has the text that was replaced.
  const { frame: _, ...rest } = message;
  return { message: { ...rest, body: { ...message.body, msg: content.msg }, ...(ext && { ext }) } };
}
