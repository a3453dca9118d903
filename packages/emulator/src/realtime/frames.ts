/** The frames that a server sends. */
import { create, fromJson, type JsonObject, toBinary } from "@bufbuild/protobuf";
import type { JID, Status_ErrorCode } from "../generated/realtime/common_pb.ts";
import { Status_ErrorCode as Code, JIDSchema, StatusSchema } from "../generated/realtime/common_pb.ts";
import {
  MUCBodySchema,
  RosterBodySchema,
  StatisticsBody_Operation,
  StatisticsBodySchema,
} from "../generated/realtime/event_pb.ts";
import { MessageBodySchema } from "../generated/realtime/message_pb.ts";
import {
  CommNoticeSchema,
  type CommSyncDL,
  CommSyncDLSchema,
  CommUnreadDLSchema,
  type Meta,
  Meta_NameSpace,
  MetaSchema,
  MSync_Command,
  MSyncSchema,
  ProvisionSchema,
} from "../generated/realtime/sync_pb.ts";
import { appKeyOf, CHANNELS_HOST, USERS_HOST } from "../world/address.ts";
import type { Signal } from "../world/realtime.ts";
import type { AppName } from "../world/world.ts";
import { GOODBYES, QUEUE } from "./guesses.ts";
import { contentsOf, editOf, messageBody } from "./message-body.ts";
import type { Seat, Sendable } from "./queue.ts";

/** What became of a request: an error and its reason, as clients know them. */
export interface Refused {
  code: keyof typeof Code;
  reason: string;
}

export type Goodbye = keyof typeof GOODBYES;

/** Makes the frames of one app. */
export type Frames = ReturnType<typeof createFrames>;

export function createFrames(app: Pick<AppName, "org" | "app">) {
  const appKey = appKeyOf(app);
  const userId = (name: string, clientResource?: string): JID =>
    create(JIDSchema, { appKey, name, domain: USERS_HOST, ...(clientResource !== undefined && { clientResource }) });
  const channelId = (name: string): JID => create(JIDSchema, { appKey, name, domain: CHANNELS_HOST });
  const queue = create(JIDSchema, { appKey, name: QUEUE, domain: USERS_HOST });

  function metaOf({ message, signal, wasOnline }: Sendable): Meta {
    if (message) return messageMeta(message, signal, wasOnline);
    const { id, space, from, sent, body = {} } = signal as Signal;
    return create(MetaSchema, {
      ...{ id, from: userId(from), timestamp: String(sent), ns: Meta_NameSpace[space] },
      payload: encodeBody(space, body),
    });
  }

  function messageMeta(
    message: NonNullable<Sendable["message"]>,
    signal: Signal | undefined,
    wasOnline: boolean,
  ): Meta {
    const { id, from, to, chatType, sent, device, frame } = message;
    const edit = signal?.body?.["type"] === "EDIT" ? signal : undefined;
    const payload =
      frame !== undefined && !edit
        ? Buffer.from(frame, "base64")
        : toBinary(MessageBodySchema, edit ? editOf(message, edit) : messageBody(message));
    return create(MetaSchema, {
      ...{ id: edit ? edit.id : id, from: userId(from, device), timestamp: String(edit ? edit.sent : sent) },
      to: chatType === "chat" ? userId(to) : channelId(to),
      ...{ ns: Meta_NameSpace.CHAT, payload, meta: json({ is_online: wasOnline ? 1 : 0 }) },
    });
  }

  return {
    userId,
    /** What waits for a device, in its envelope. */
    envelope: metaOf,
    /** The answer to a login. @param expires until when the token is good, in Unix ms */
    provision: (resource: string, status: Partial<Refused>, expires?: number) =>
      frame(
        MSync_Command.PROVISION,
        toBinary(
          ProvisionSchema,
          create(ProvisionSchema, {
            ...{ resource, status: statusOf(status) },
            ...(expires !== undefined && { authToken: JSON.stringify({ expires_in: expires }) }),
          }),
        ),
      ),
    unread: (count: number, timestamp: number) =>
      frame(
        MSync_Command.UNREAD,
        toBinary(
          CommUnreadDLSchema,
          create(CommUnreadDLSchema, {
            ...{ status: statusOf({}), timestamp: String(timestamp) },
            unread: count > 0 ? [{ queue, n: count }] : [],
          }),
        ),
      ),
    notice: () => frame(MSync_Command.NOTICE, toBinary(CommNoticeSchema, create(CommNoticeSchema, { queue }))),
    /** A batch of the queue; without anything in it, its end. */
    batch: (waiting: readonly Sendable[], timestamp: number) =>
      sync({
        ...{ status: statusOf({}), queue, timestamp: String(timestamp), metas: waiting.map(metaOf) },
        ...(waiting.length === 0 ? { isLast: true } : { isLast: false, nextKey: String(waiting.at(-1)?.place) }),
      }),
    /** What became of something that a client sent. */
    answer: (metaId: string, status: Partial<Refused>, more: { id?: string; timestamp: number; metas?: Meta[] }) =>
      sync({
        ...{ metaId, status: statusOf(status), timestamp: String(more.timestamp), metas: more.metas ?? [] },
        ...(more.id !== undefined && { serverId: more.id }),
      }),
    /** Something that a client hears in an answer. */
    meta: (space: Signal["space"], { user }: Seat, id: string, body: Record<string, unknown>) =>
      create(MetaSchema, { id, from: userId(user), ns: Meta_NameSpace[space], payload: encodeBody(space, body) }),
    /** Why a session ends. */
    goodbye: (user: string, why: Goodbye, timestamp: number) =>
      sync({
        ...{ status: statusOf({}), queue, isLast: true, timestamp: String(timestamp) },
        metas: [
          create(MetaSchema, {
            ...{
              id: String(timestamp),
              from: userId(user),
              timestamp: String(timestamp),
              ns: Meta_NameSpace.STATISTIC,
            },
            payload: toBinary(
              StatisticsBodySchema,
              create(StatisticsBodySchema, { operation: StatisticsBody_Operation[GOODBYES[why]], reason: "" }),
            ),
          }),
        ],
      }),
  };
}

/** Encodes what is said under one of the names of its space. */
function encodeBody(space: Signal["space"], body: Record<string, unknown>): Uint8Array {
  const { contents, ...fields } = body;
  switch (space) {
    case "MUC":
      return toBinary(MUCBodySchema, fromJson(MUCBodySchema, body as JsonObject));
    case "ROSTER":
      return toBinary(RosterBodySchema, fromJson(RosterBodySchema, body as JsonObject));
    case "CHAT":
      return toBinary(MessageBodySchema, {
        ...fromJson(MessageBodySchema, fields as JsonObject),
        contents: contentsOf(),
      });
    case "NOTIFY":
      return json(body);
  }
}

/** Compact, as clients cannot read bytes below 0x10. */
function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function statusOf({ code = "OK", reason = "" }: Partial<Refused>) {
  return create(StatusSchema, { errorCode: Code[code] as Status_ErrorCode, ...(reason !== "" && { reason }) });
}

function sync(content: Parameters<typeof create<typeof CommSyncDLSchema>>[1]): Uint8Array {
  const answer: CommSyncDL = create(CommSyncDLSchema, content);
  return frame(MSync_Command.SYNC, toBinary(CommSyncDLSchema, answer));
}

function frame(command: MSync_Command, payload: Uint8Array): Uint8Array {
  return toBinary(MSyncSchema, create(MSyncSchema, { command, payload }));
}
