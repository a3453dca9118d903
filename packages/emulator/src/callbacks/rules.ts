/** Which callbacks of an app are posted to where. */
import { randomBytes, randomUUID } from "node:crypto";
import type { CallbackName } from "@agora-chat-openapi/callbacks";
import { deliveryFacts } from "../domain/delivery.ts";
import type { CallbackRule } from "../world/callbacks.ts";
import type { ChatType, Message, MessageType } from "../world/messages.ts";
import type { World } from "../world/world.ts";
import { callbackNames, type Raised, webhookOf } from "./raised.ts";

/** Which callbacks go to a URL. */
export interface CallbackRuleOptions {
  /** Where to post them: `http://localhost:3000/callbacks`. */
  url: string;
  /** With what they are signed. @default a secret of its own, which `add` gives back */
  secret?: string;
  /** Whether the server is asked before a message of a client is delivered, or told of what has happened. @default "after" */
  delivery?: "before" | "after";
  /** Names of callbacks, such as `messageSent`. @default all of its kind */
  events?: readonly CallbackName[];
  /** Kinds of conversations whose messages it is about. @default all */
  chatTypes?: readonly ChatType[];
  /** Kinds of messages that it is about. @default all */
  messageTypes?: readonly MessageType[];
  /** Whether messages count that the app sends through the API. @default true */
  apiMessages?: boolean;
  /** How long to wait for a verdict on a message, in ms by the app's clock. @default as the description says: 200 */
  timeoutMs?: number;
  /** What becomes of a message on which there is no verdict. @default as the description says: "deliver" */
  fallback?: "deliver" | "reject";
  /** Whether the sender is told that a message was rejected. @default true */
  reportsErrors?: boolean;
}

/** A rule as it can be shown: without its secret. */
export type ListedCallbackRule = Omit<CallbackRule, "secret">;

/**
 * Makes a rule of what is asked for.
 * @throws RangeError with a sentence for what cannot be; it names neither the secret nor parts of the URL that may hold one
 */
export function toRule(options: CallbackRuleOptions): CallbackRule {
  const {
    url,
    delivery = "after",
    events,
    chatTypes,
    messageTypes,
    apiMessages = true,
    reportsErrors = true,
  } = options;
  const { secret = randomBytes(16).toString("hex"), timeoutMs, fallback = deliveryFacts().before.fallback } = options;
  checkUrl(url);
  if (secret === "")
    throw new RangeError("the secret of a callback rule must not be empty: anybody could sign with it");
  checkEvents(delivery, events);
  if (timeoutMs !== undefined && !(Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs < 2 ** 31)) {
    throw new RangeError(`timeoutMs is ${timeoutMs}; give whole milliseconds above 0`);
  }
  return {
    ...{ id: randomUUID(), url, secret, delivery, apiMessages, fallback, reportsErrors },
    ...(events && { events: [...events] }),
    ...(chatTypes && { chatTypes: [...chatTypes] }),
    ...(messageTypes && { messageTypes: [...messageTypes] }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new RangeError("a callback rule needs a URL to post to, such as http://localhost:3000/callbacks");
  }
  if (parsed.username || parsed.password) {
    throw new RangeError(
      `the URL of a callback rule cannot have a user and password: ${parsed.host} would not get them`,
    );
  }
}

function checkEvents(delivery: "before" | "after", events: readonly string[] | undefined): void {
  const known = callbackNames(delivery);
  const stray = events?.find((name) => !known.includes(name));
  if (stray === undefined) return;
  throw new RangeError(`there is no callback ${stray} ${delivery} delivery; there are ${known.join(", ")}`);
}

/** @throws RangeError where an app has as many rules as it may have */
export function checkRoom(world: World): void {
  const most = deliveryFacts().rules;
  if (world.rules.length >= most) {
    throw new RangeError(`the app has ${most} callback rules, as many as it may have`);
  }
}

/** Whether a rule selects a callback. */
export function selects(rule: CallbackRule, { name, message }: Raised, isOfApi: boolean): boolean {
  if (webhookOf(name).extensions["x-callback"].delivery !== rule.delivery) return false;
  if (!(rule.events?.includes(name) ?? true)) return false;
  if (!message) return true;
  return (rule.apiMessages || !isOfApi) && selectsMessage(rule, message);
}

export function selectsMessage(
  { chatTypes, messageTypes }: CallbackRule,
  { chatType, type }: Pick<Message, "chatType" | "type">,
): boolean {
  return (chatTypes?.includes(chatType) ?? true) && (messageTypes?.includes(type) ?? true);
}

export function withoutSecret({ secret: _, ...rule }: CallbackRule): ListedCallbackRule {
  return rule;
}
