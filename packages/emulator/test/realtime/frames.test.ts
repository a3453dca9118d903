import { readFileSync } from "node:fs";
import {
  create,
  fromBinary,
  type JsonObject,
  type JsonValue,
  type Message,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { expect, test } from "vitest";
import { MUCBodySchema, StatisticsBodySchema } from "../../src/generated/realtime/event_pb.ts";
import { MessageBodySchema } from "../../src/generated/realtime/message_pb.ts";
import {
  CommSyncDLSchema,
  CommSyncULSchema,
  MetaSchema,
  MSyncSchema,
  ProvisionSchema,
} from "../../src/generated/realtime/sync_pb.ts";
import { createFrames } from "../../src/realtime/frames.ts";
import { messageBody, readContent } from "../../src/realtime/message-body.ts";
import type { Message as Sent } from "../../src/world/messages.ts";

/** What clients of the SDK have sent, and what it means. */
const recorded = JSON.parse(readFileSync(new URL("frames.json", import.meta.url), "utf8")) as {
  name: string;
  hex: string;
  decoded: JsonObject;
}[];

const BODIES = { STATISTIC: StatisticsBodySchema, CHAT: MessageBodySchema, MUC: MUCBodySchema } as const;

/** Decodes a frame with all that is in it, and holds the bytes to what encoding gives. */
function decode<T extends Message>(schema: GenMessage<T>, bytes: Uint8Array): JsonObject {
  const message = fromBinary(schema, bytes);
  expect(Buffer.from(toBinary(schema, message)).toString("hex")).toBe(Buffer.from(bytes).toString("hex"));
  return toJson(schema, message) as JsonObject;
}

function payloadOf({ payload }: JsonObject): Uint8Array {
  return Buffer.from(String(payload), "base64");
}

function decodeFrame(hex: string): JsonObject {
  const frame = decode(MSyncSchema, Buffer.from(hex, "hex"));
  if (frame["command"] === "PROVISION") return { ...frame, payload: decode(ProvisionSchema, payloadOf(frame)) };
  if (frame["command"] !== "SYNC") return frame;
  const sync = decode(CommSyncULSchema, payloadOf(frame));
  const meta = sync["meta"] as JsonObject | undefined;
  if (!meta) return { ...frame, payload: sync };
  const body = decode(BODIES[meta["ns"] as keyof typeof BODIES] as GenMessage<Message>, payloadOf(meta));
  return { ...frame, payload: { ...sync, meta: { ...meta, payload: body as JsonValue } } };
}

test.each(recorded)("the frame $name is read as it was meant, and written as it came", ({ hex, decoded }) => {
  expect(decodeFrame(hex)).toEqual(decoded);
});

test.each<[Sent["type"], Record<string, unknown>]>([
  ["txt", { msg: "Hi" }],
  ["cmd", { action: "act" }],
  ["custom", { customEvent: "ev", customExts: { k: "v" } }],
  ["loc", { lat: "47.5", lng: "-7.25", addr: "Basel", buildingName: "B" }],
  [
    "img",
    { filename: "a.png", url: "http://h/o/a/chatfiles/1", secret: "s", file_length: 9, size: { width: 2, height: 3 } },
  ],
  ["audio", { filename: "a.amr", url: "http://h/o/a/chatfiles/1", length: 7 }],
  ["video", { filename: "a.mp4", url: "http://h/1", length: 7, thumb: "http://h/2", thumb_secret: "t" }],
  ["file", { filename: "a.txt", url: "http://h/1" }],
])("a message of type %s is the same after it was a frame", (type, body) => {
  const ext = { n: 1, f: 1.5, yes: true, no: false, text: "x", list: [1, { a: null }] };
  const message: Sent = { id: "1", chatType: "chat", from: "ada", to: "ben", sent: 1, type, body, ext };
  const bytes = toBinary(MessageBodySchema, messageBody(message));
  expect(readContent(fromBinary(MessageBodySchema, bytes))).toEqual({ type, body, ext });
});

test("a batch is never the last one, and has what clients cannot do without", () => {
  const frames = createFrames({ org: "o", app: "a" });
  const signal = { id: "5", user: "ada", space: "NOTIFY", from: "ben", sent: 1, body: { a: "b\nc" } } as const;
  const batch = frames.batch([{ place: 7, signal, wasOnline: true }], 1);
  const { status, queue, isLast, nextKey, metas } = fromBinary(
    CommSyncDLSchema,
    fromBinary(MSyncSchema, batch).payload,
  );
  expect({ status: status?.errorCode, queue: queue?.name, isLast, nextKey }).toEqual({
    status: 0,
    queue: "inbox",
    isLast: false,
    nextKey: "7",
  });
  expect(metas.map(({ from, payload }) => [from?.name, Buffer.from(payload).every((byte) => byte >= 0x10)])).toEqual([
    ["ben", true],
  ]);
  const end = fromBinary(CommSyncDLSchema, fromBinary(MSyncSchema, frames.batch([], 1)).payload);
  expect([end.isLast, end.metas]).toEqual([true, []]);
});

test("ids of 19 digits are kept whole", () => {
  const bytes = toBinary(MetaSchema, create(MetaSchema, { id: "9007199254740993123" }));
  expect(fromBinary(MetaSchema, bytes).id).toBe("9007199254740993123");
});
