// Checked by the compiler alone: each expected error is one that a wrong program must get.
import { expectTypeOf } from "vitest";
import {
  type CallbackHandlers,
  type CallbackMessageBody,
  handleCallback,
  type MessageSentCallback,
  readCallback,
  reply,
  type UnknownCallback,
} from "../src/index.ts";

declare const request: Request;
const event = await readCallback(request, { secret: "s" });

// The body narrows by the name.
// @ts-expect-error not every callback has a message
event.body.payload.bodies;
if (event.name === "messageSent") {
  expectTypeOf(event.body).toEqualTypeOf<MessageSentCallback>();
  expectTypeOf(event.body.chat_type).toEqualTypeOf<"chat" | "groupchat">();
  for (const body of event.body.payload.bodies) {
    expectTypeOf(body).toEqualTypeOf<CallbackMessageBody>();
    if (body.type === "txt") expectTypeOf(body.msg).toEqualTypeOf<string>();
    // @ts-expect-error a place has no text
    if (body.type === "loc") body.msg;
  }
}
if (event.name === "groupCreated") expectTypeOf(event.body.payload.operation).toEqualTypeOf<"create">();
if (event.name === "unknown") expectTypeOf(event).toEqualTypeOf<UnknownCallback>();
// @ts-expect-error no such callback
if (event.name === "messageSend") event.body;

// Every callback is one of the names.
const everyName: (typeof event)["name"] = "moderationResult";
expectTypeOf(everyName).toExtend<string>();

// Replies
if (event.name === "preDeliveryMessage") {
  reply(event, { valid: true });
  reply(event, { valid: false, code: "no" });
  reply(event, { valid: true, payload: { bodies: [{ type: "txt", msg: "***" }] } });
  // @ts-expect-error only a rejection has a code
  reply(event, { valid: true, code: "no" });
  // @ts-expect-error a text takes the place of a text
  reply(event, { valid: true, payload: { bodies: [{ type: "img", url: "" }] } });
  // @ts-expect-error a verdict says whether
  reply(event, {});
}
// @ts-expect-error no other callback asks
if (event.name === "messageSent") reply(event, { valid: true });

// Handlers
const handlers = {
  messageSent({ body }) {
    expectTypeOf(body).toEqualTypeOf<MessageSentCallback>();
  },
  preDeliveryMessage: ({ body }) => ({ valid: body.from !== "goran" }),
  unknown({ body }) {
    expectTypeOf(body).toEqualTypeOf<Record<string, unknown>>();
  },
} satisfies CallbackHandlers;
await handleCallback(request, { secret: "s", handlers });
await handleCallback(request, {
  secret: "s",
  handlers: {
    // @ts-expect-error no such callback
    messageSend() {},
  },
});
await handleCallback(request, {
  secret: "s",
  handlers: {
    // @ts-expect-error a question needs a verdict
    preDeliveryMessage() {},
  },
});
// @ts-expect-error no secret
await readCallback(request, {});
// @ts-expect-error not a request
await readCallback("body", { secret: "s" });
