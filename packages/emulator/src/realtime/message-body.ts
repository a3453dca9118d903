/** Messages as the API has them, and as frames have them. */
import { create } from "@bufbuild/protobuf";
import { type KeyValue, KeyValue_ValueType as ValueType } from "../generated/realtime/common_pb.ts";
import {
  MessageBody_Content_Type as ContentType,
  type MessageBody,
  type MessageBody_Content,
  MessageBody_ContentSchema,
  MessageBody_EditScope,
  MessageBody_Type,
  MessageBodySchema,
} from "../generated/realtime/message_pb.ts";
import type { Content, Message, MessageType } from "../world/messages.ts";
import type { Signal } from "../world/realtime.ts";
import { toContentFields, toFileFields, toLocation } from "./content-fields.ts";
import { fromKeyValues, toKeyValues } from "./key-values.ts";

const TYPES: Readonly<Record<Message["chatType"], MessageBody_Type>> = {
  chat: MessageBody_Type.CHAT,
  groupchat: MessageBody_Type.GROUPCHAT,
  chatroom: MessageBody_Type.CHATROOM,
};

/** The frame of a message that no client has encoded. */
export function messageBody(message: Message): MessageBody {
  const { chatType, from, to, type, body, ext } = message;
  return create(MessageBodySchema, {
    ...{ type: TYPES[chatType], from: { name: from }, to: { name: to } },
    contents: [toContent(type, body)],
    ext: toKeyValues(ext ?? {}),
  });
}

/** The frame that says what a message has become. */
export function editOf(message: Message, { from, sent, body }: Signal): MessageBody {
  const { id, edits = 0, chatType, sent: first, from: sender } = message;
  const edited = editFacts({
    count: edits,
    operator: String(body?.["operator"] ?? from),
    at: sent,
    sender,
    first,
    chatType,
  });
  return create(MessageBodySchema, {
    ...messageBody(message),
    ...{ type: MessageBody_Type.EDIT, editMessageId: id, editScope: MessageBody_EditScope.BODY_AND_EXT },
    meta: JSON.stringify(edited),
  });
}

interface EditFacts {
  count: number;
  operator: string;
  at: number;
  sender: string;
  first: number;
  chatType: Message["chatType"];
}

const CONVERSATIONS = { chat: "chat:user", groupchat: "chat:group", chatroom: "chat:room" } as const;

/** What clients show of an edit. */
export function editFacts({ count, operator, at, sender, first, chatType }: EditFacts) {
  const chat_type = CONVERSATIONS[chatType];
  return { edit_msg: { count, operator, edit_time: at, sender, send_time: first, chat_type } };
}

/** The one content that receipts and recalls have, with nothing in it. */
export function contentsOf(): MessageBody_Content[] {
  return [create(MessageBody_ContentSchema)];
}

export interface ReadContent {
  type: MessageType;
  body: Content;
  ext?: Content;
}

const TYPE_OF: Readonly<Record<ContentType, MessageType>> = {
  [ContentType.TEXT]: "txt",
  [ContentType.IMAGE]: "img",
  [ContentType.VIDEO]: "video",
  [ContentType.LOCATION]: "loc",
  [ContentType.VOICE]: "audio",
  [ContentType.FILE]: "file",
  [ContentType.COMMAND]: "cmd",
  [ContentType.CUSTOM]: "custom",
  [ContentType.COMBINE]: "txt",
};

/** What a client's frame says, as the API has it. */
export function readContent({ contents: [content], ext }: MessageBody): ReadContent | undefined {
  if (!content) return undefined;
  const type = TYPE_OF[content.type];
  return { type, body: bodyOf(type, content), ...(ext.length > 0 && { ext: fromKeyValues(ext) }) };
}

function bodyOf(type: MessageType, content: MessageBody_Content): Content {
  switch (type) {
    case "txt":
      return { msg: content.text };
    case "cmd":
      return { action: content.action };
    case "custom":
      return { customEvent: content.customEvent, customExts: textsOf(content.customExts) };
    case "loc":
      return toLocation(content);
    default:
      return toFileFields(type, content);
  }
}

function textsOf(values: KeyValue[]): Record<string, string> {
  return Object.fromEntries(Object.entries(fromKeyValues(values)).map(([name, value]) => [name, String(value)]));
}

function toContent(type: MessageType, body: Content): MessageBody_Content {
  return create(MessageBody_ContentSchema, {
    ...toContentFields(type, body),
    ...(type === "custom" && { customExts: customExts(body["customExts"]) }),
  });
}

/** Values of custom messages are texts. */
function customExts(values: unknown): KeyValue[] {
  const texts = Object.entries((values ?? {}) as Record<string, unknown>).map(([name, value]) => [name, String(value)]);
  return toKeyValues(Object.fromEntries(texts)).map((each) => ({ ...each, type: ValueType.STRING }));
}
