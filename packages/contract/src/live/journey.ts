/** What a journey is written with. */
import type { ChatClient } from "@agora-chat-openapi/client";

/**
 * One walk through a resource of the API, as an app server would take it. Every exchange on the way is held to the
 * description; a journey itself asserts only what must be true between one call and the next.
 */
export interface Journey {
  /** Name for `--journey`: its area and its resource, such as `chatgroups/mute-list`. */
  name: string;
  /** Names for `--tag`: tags of the description. */
  tags: string[];
  /** Ids of the operations that remove what it creates. Where one is destructive and not allowed, the journey is skipped. */
  cleanup: string[];
  run(context: JourneyContext): Promise<void>;
}

export interface JourneyContext {
  /** The typed client; each of its exchanges is checked. */
  chat: ChatClient;
  /** The same without a token, and with one that the service does not know. */
  chatWithoutToken: ChatClient;
  chatWithInvalidToken: ChatClient;
  /** The prefix of the run, such as `acv-k3f9x2ab`. */
  run: string;
  /** A name of this run and journey, such as `acv-k3f9x2ab-users-users-ada`: the same for the same word, and found by `sweep`. */
  name(word: string): string;
  /** Does one step: a failed one is reported, and ends the journey. @returns what `act` resolves to */
  step<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** A step that only a server that keeps state can pass; it is skipped, with the reason, on one that does not. */
  whenStateful(name: string, act: () => Promise<void>): Promise<void>;
  /** Skips a step. */
  skip(name: string, reason: string): void;
  /** Puts what was just created, or is about to be where its id is known, on the ledger, by the call that removes it. */
  created(call: CleanupCall): Promise<void>;
  /** Takes off the ledger what the journey removed itself. */
  removed(call: CleanupCall): Promise<void>;
}

/** A call that removes something that a run has created. */
export interface CleanupCall {
  operationId: string;
  path: Record<string, string>;
}

/** Gives a journey its type. */
export function journey(definition: Journey): Journey {
  return definition;
}
