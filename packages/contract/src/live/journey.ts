/** What a journey is written with. */
import type { ChatClient } from "@agora-chat-openapi/client";

/**
 * One walk through an area of the API, as an app server would take it. Every exchange on the way is held to the
 * description; a journey itself says only what must be true between one call and the next.
 */
export interface Journey {
  /** Name for `--journey`, such as `chatrooms`. */
  name: string;
  /** Names for `--tag`: tags of the description. */
  tags: string[];
  /** Ids of the operations that remove what it makes. Where one is destructive and not allowed, the journey is skipped. */
  undoneBy: string[];
  run(context: JourneyContext): Promise<void>;
}

export interface JourneyContext {
  /** The typed client; each of its exchanges is checked. */
  chat: ChatClient;
  /** A name of this run and journey, such as `acv-k3f9x2ab-chatrooms-ada`: the same for the same word, and found by `sweep`. */
  name(word: string): string;
  /** Does one step: a failed one is reported, and ends the journey. @returns what `act` resolves to */
  step<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** A step that only a server that keeps state can pass; it is skipped, with the reason, on one that does not. */
  remembers(name: string, act: () => Promise<void>): Promise<void>;
  /** Skips a step. */
  skip(name: string, reason: string): void;
  /** Puts what is about to be made, where its id is known, or was just made on the cleanup ledger. */
  made(what: Made): Promise<void>;
  /** Takes off the ledger what the journey removed itself. */
  removed(what: Made): Promise<void>;
}

/** A thing on the ledger: the operation that removes it, with its path parameters. */
export interface Made {
  undo: string;
  path: Record<string, string>;
}

/** Gives a journey its type. */
export function journey(definition: Journey): Journey {
  return definition;
}
