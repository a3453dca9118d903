/** What a client sends to others: messages, receipts, recalls and edits. */
import { readConversation } from "../domain/conversation-list.ts";
import { editMessage } from "../domain/edit.ts";
import { recall } from "../domain/recall.ts";
import { sendReceipt } from "../domain/receipt.ts";
import { bytesOf, MOST_BYTES } from "../domain/sending.ts";
import { type MessageBody, MessageBodySchema, MessageBody_Type as Type } from "../generated/realtime/message_pb.ts";
import { type Meta, Meta_RouteType } from "../generated/realtime/sync_pb.ts";
import { CHANNELS_HOST } from "../world/address.ts";
import type { ChatType, Message } from "../world/messages.ts";
import { Refusal } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { decode } from "./decode.ts";
import type { Frames, Refused } from "./frames.ts";
import type { LoggedIn } from "./login.ts";
import { editFacts, readContent } from "./message-body.ts";
import { editRefused, NOT_ALLOWED, recallRefused, sendRefused, TOO_LARGE } from "./refusals.ts";

export interface Context extends LoggedIn {
  frames: Frames;
}

/** What became of something sent; the time is filled in. */
type Taken = { status?: Refused; id?: string; metas?: Meta[] };

/** Does what a client sends. @returns the answer, which everything gets */
export async function takeChat(context: Context, meta: Meta): Promise<Uint8Array> {
  const body = decode(MessageBodySchema, meta.payload);
  const taken: Taken = body
    ? await take(context, meta, body)
    : { status: { code: "PB_PARSER_ERROR", reason: "" } as const };
  const timestamp = await context.app.call((world) => timeOf(world, taken.id));
  const { status = {}, metas = [], id = meta.id } = taken;
  return context.frames.answer(meta.id, status, { id, timestamp, metas });
}

function timeOf(world: World, id = ""): number {
  return world.messages.get(id)?.sent ?? world.now;
}

function take(context: Context, meta: Meta, body: MessageBody): Promise<Taken> {
  switch (body.type) {
    case Type.READ_ACK:
    case Type.DELIVER_ACK:
    case Type.CHANNEL_ACK:
      return acknowledgeTo(context, meta, body);
    case Type.RECALL:
      return takeBack(context, body);
    case Type.EDIT:
      return change(context, body);
    default:
      return send(context, meta, body);
  }
}

async function send({ callbacks, seat }: Context, meta: Meta, body: MessageBody): Promise<Taken> {
  const content = readContent(body);
  if (!content) return { status: { code: "WRONG_PARAMETER", reason: "" } };
  if (bytesOf(content) > MOST_BYTES) return { status: TOO_LARGE };
  const to = meta.to?.name ?? "";
  const outcome = await callbacks.send(seat, {
    ...{ to, chatType: chatTypeOf(meta, body), ...content },
    ...(meta.directedUsers.length > 0 && { only: meta.directedUsers }),
    ...(meta.routetype === Meta_RouteType.ROUTE_ONLINE && { onlineOnly: true }),
    frame: Buffer.from(meta.payload).toString("base64"),
  });
  return "id" in outcome ? { id: outcome.id } : { status: sendRefused(outcome.refusal, to, outcome.text) };
}

function chatTypeOf({ to }: Meta, { type }: MessageBody): ChatType {
  if (type === Type.CHATROOM) return "chatroom";
  return type === Type.GROUPCHAT || to?.domain === CHANNELS_HOST ? "groupchat" : "chat";
}

async function acknowledgeTo({ app, seat }: Context, meta: Meta, body: MessageBody): Promise<Taken> {
  await app.call((world) => {
    world.actor = seat;
    const { type, ackMessageId, ackContent } = body;
    if (type === Type.CHANNEL_ACK) {
      const chatType = meta.to?.domain === CHANNELS_HOST ? "groupchat" : "chat";
      readConversation(world, seat.user, chatType, meta.to?.name ?? "");
    } else if (type === Type.DELIVER_ACK) {
      sendReceipt(world, seat.user, ackMessageId, "received");
    } else {
      sendReceipt(world, seat.user, ackMessageId, "read", ackContent || undefined);
    }
  });
  return {};
}

function takeBack({ app, seat }: Context, { ackMessageId }: MessageBody): Promise<Taken> {
  return app.call((world) => {
    world.actor = seat;
    const message = world.messages.get(ackMessageId);
    if (!message) return { status: recallRefused("absent") };
    if (!mayChange(world, message, seat.user)) return { status: NOT_ALLOWED };
    const { id, to, chatType } = message;
    const fault = recall(world, { id, to, chatType, isForced: false });
    return fault ? { status: recallRefused(fault) } : {};
  });
}

async function change(context: Context, body: MessageBody): Promise<Taken> {
  const { app, seat, frames } = context;
  const content = readContent(body);
  if (!content) return { status: editRefused("") };
  try {
    return await app.call((world) => {
      world.actor = seat;
      const message = world.messages.get(body.editMessageId);
      if (message && !mayChange(world, message, seat.user)) return { status: NOT_ALLOWED };
      const edited = editMessage(world, body.editMessageId, { ...content, combinesExt: false });
      const { edits: count = 0, from: sender, sent: first, chatType } = edited;
      const facts = editFacts({ count, operator: seat.user, at: world.now, sender, first, chatType });
      return { metas: [frames.meta("NOTIFY", seat, world.ids.message(), facts)] };
    });
  } catch (error) {
    if (error instanceof Refusal) return { status: editRefused(error.refusal) };
    throw error;
  }
}

/** Whether a user may take back or edit a message: their own, or as owner or admin of its group or room. */
function mayChange(world: World, { chatType, from, to }: Message, user: string): boolean {
  if (from === user) return true;
  if (chatType === "chat") return false;
  return world.channels.get(to)?.owner === user || world.members.get(to, user)?.isAdmin === true;
}
