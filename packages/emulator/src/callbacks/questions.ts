/** Asks the app server about what clients send, before it is delivered. */
import { randomUUID } from "node:crypto";
import { signCallback } from "@agora-chat-openapi/callbacks";
import { deliveryFacts } from "../domain/delivery.ts";
import { checkDeviceMessage, type DeviceOutcome, refusalOf, type SocketMessage } from "../domain/device-message.ts";
import { store } from "../domain/sending.ts";
import type { App } from "../store/app.ts";
import { appKeyOf } from "../world/address.ts";
import type { CallbackRule, Question } from "../world/callbacks.ts";
import { conversationOf, type Message } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import type { Deadlines } from "./deadlines.ts";
import { messageFields } from "./message-events.ts";
import { post } from "./post.ts";
import { bodyOf, webhookOf } from "./raised.ts";
import { selectsMessage } from "./rules.ts";
import { fallbackOf, type Verdict, verdictOf } from "./verdict.ts";

/** Where a message comes from. */
export interface Sender {
  user: string;
  resource: string;
}

/** A message that waits for a verdict of each of these rules. */
interface Asked {
  question: Question;
  rules: CallbackRule[];
}

export interface Questions {
  /** Sends what a client sends. Where the app server is asked first, later messages of the conversation wait for it. */
  send(sender: Sender, message: SocketMessage): Promise<DeviceOutcome>;
  /** Waits until none waits for a verdict. */
  settled(): Promise<void>;
}

export function createQuestions(app: App, deadlines: Deadlines): Questions {
  /** The last message of each conversation that is not done yet. */
  const lines = new Map<string, Promise<unknown>>();

  async function sendNow(sender: Sender, message: SocketMessage): Promise<DeviceOutcome> {
    const begun = await app.call((world) => begin(world, sender, message));
    if (!("question" in begun)) return begun;
    const { question, rules } = begun;
    let verdict: Verdict = { message: question.message };
    let rejecting: CallbackRule | undefined;
    for (const rule of rules) {
      if (!("message" in verdict)) break;
      verdict = await ask(verdict.message, rule);
      rejecting = rule;
    }
    return app.call((world) => end(world, sender, question, verdict, rejecting));
  }

  async function ask(message: Message, rule: CallbackRule): Promise<Verdict> {
    const body = await app.call((world) => questionBody(world, message));
    const timeoutMs = rule.timeoutMs ?? webhookOf("preDeliveryMessage").extensions["x-callback"].timeoutMs;
    const { replyLength } = deliveryFacts();
    const { result, isLate } = await deadlines.until(body.timestamp + timeoutMs, (signal) =>
      post(rule.url, signCallback(body, rule), { signal, replyLength }),
    );
    return (isLate ? undefined : verdictOf(message, result)) ?? fallbackOf(message, rule);
  }

  return {
    async send(sender, message) {
      const { user: from } = sender;
      const { to, chatType = "chat" } = message;
      const conversation = conversationOf({ chatType, from, to: chatType === "chat" ? to.toLowerCase() : to });
      const before = lines.get(conversation);
      const sending = before ? before.then(() => sendNow(sender, message)) : sendNow(sender, message);
      const done = sending.then(
        () => {},
        () => {},
      );
      lines.set(conversation, done);
      void done.then(() => lines.get(conversation) === done && lines.delete(conversation));
      return sending;
    },
    async settled() {
      while (lines.size > 0) await Promise.all(lines.values());
    },
  };
}

/** Sends at once where nobody is to be asked; else takes the place of the message, and notes that it waits. */
function begin(world: World, { user, resource }: Sender, sent: SocketMessage): DeviceOutcome | Asked {
  world.actor = { user, resource };
  const message = checkDeviceMessage(world, user, resource, sent);
  if ("refusal" in message) return message;
  const rules = world.rules.filter((rule) => rule.delivery === "before" && selectsMessage(rule, message));
  if (rules.length === 0) return { id: store(world, message).id };
  const fallback = rules.some((rule) => rule.fallback === "reject") ? "reject" : "deliver";
  const question = { message, resource, place: world.reservePlace(), fallback } as const;
  world.questions.put(question);
  return { question, rules };
}

/** Delivers a message in its place, unless it was rejected or its user may no longer speak there. */
function end(
  world: World,
  { user, resource }: Sender,
  { message, place }: Question,
  verdict: Verdict,
  rejecting: CallbackRule | undefined,
): DeviceOutcome {
  world.actor = { user, resource };
  // An app that was emptied meanwhile has neither the message nor its people.
  if (!world.questions.has(message.id)) return { refusal: "offline" };
  world.questions.delete(message.id);
  if ("text" in verdict) {
    return rejecting?.reportsErrors === false ? { id: message.id } : { refusal: "rejected", text: verdict.text };
  }
  const refusal = refusalOf(world, user, message.to, message.chatType);
  return refusal ? { refusal } : { id: store(world, verdict.message, place).id };
}

/** Does with messages as their rules say that waited for a verdict when the emulator ended. */
export function endQuestions(world: World): void {
  for (const { message, resource, place, fallback } of [...world.questions.by("all")]) {
    world.actor = { user: message.from, resource };
    world.questions.delete(message.id);
    if (fallback === "deliver") store(world, message, place);
  }
}

function questionBody(world: World, message: Message) {
  const callId = `${appKeyOf(world.app)}_${randomUUID()}`;
  return { callId, timestamp: world.now, ...bodyOf("preDeliveryMessage", messageFields(message)) };
}
