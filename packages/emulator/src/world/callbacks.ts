/**
 * What an app has to do with the server that it calls back. It stands beside what the app holds: snapshots and exports do
 * not have it, and its changes make no new version of the app.
 */
import type { ChatType, Message, MessageType } from "./messages.ts";
import type { TableDefinition } from "./table.ts";

/** What is posted to where. */
export interface CallbackRule {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  /** Whether it is asked before a message is delivered, or told of what has happened. */
  readonly delivery: "before" | "after";
  /** Names of the callbacks; all of its kind where it names none. */
  readonly events?: readonly string[];
  /** Kinds of conversations whose messages it is about; all where it names none. */
  readonly chatTypes?: readonly ChatType[];
  /** Kinds of messages that it is about; all where it names none. */
  readonly messageTypes?: readonly MessageType[];
  /** Whether messages count that the app sends through the API. */
  readonly apiMessages: boolean;
  /** How long to wait for a verdict, in ms. */
  readonly timeoutMs?: number;
  /** What becomes of a message without a verdict. */
  readonly fallback: "deliver" | "reject";
  /** Whether the sender is told of a message that is rejected. */
  readonly reportsErrors: boolean;
}

/** Something that is to be posted, and has not been received yet. */
export interface Delivery {
  readonly id: string;
  readonly rule: string;
  /** The name of the callback. */
  readonly name: string;
  /** Without its signature. */
  readonly body: CallbackBody;
  /** When it was raised, in Unix ms by the app's clock. */
  readonly created: number;
  /** Where to, where that is not where its rule says. */
  readonly url?: string;
  /** Whether it was sent before, so that it is not stored when it fails. */
  readonly isResent?: true;
}

/** A callback that was not received, and is kept for a while. */
export interface StoredCallback extends Pick<Delivery, "id" | "rule" | "name" | "body" | "created"> {
  /** When it failed. */
  readonly failed: number;
  /** The bucket that it is in. */
  readonly bucket: string;
  /** How often it was sent again. */
  readonly resends: number;
}

/** A message that waits for the verdict of the app server. */
export interface Question {
  readonly message: Message;
  /** The device that sent it. */
  readonly resource: string;
  /** Where it stands among all rows of the app. */
  readonly place: number;
  /** What becomes of it when the emulator ends before there is a verdict. */
  readonly fallback: CallbackRule["fallback"];
}

export interface CallbackBody {
  readonly callId: string;
  readonly timestamp: number;
  readonly [field: string]: unknown;
}

export const CALLBACK_RULES: TableDefinition<CallbackRule, "all"> = { key: ({ id }) => id, by: { all: () => "" } };
export const DELIVERIES: TableDefinition<Delivery, "all"> = { key: ({ id }) => id, by: { all: () => "" } };
export const STORED_CALLBACKS: TableDefinition<StoredCallback, "bucket" | "all"> = {
  key: ({ id }) => id,
  by: { bucket: ({ bucket }) => bucket, all: () => "" },
};
export const QUESTIONS: TableDefinition<Question, "all"> = {
  key: ({ message }) => message.id,
  by: { all: () => "" },
};
