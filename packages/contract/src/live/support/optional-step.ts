/** For what a deployment need not offer. */
import type { ChatApiError, Settled } from "@agora-chat-openapi/client";
import type { JourneyContext } from "../journey.ts";
import { eventually } from "./eventually.ts";

/** A step that may be refused: the call, and which refusals are no failure. */
export interface Refusable<T, Code extends string> {
  act(): Promise<Settled<T, Code>>;
  /** Says of a refusal that it means: not here. */
  when(error: ChatApiError<Code>): boolean;
  /** How long to repeat the call while it fails otherwise, in ms. @default 0 */
  withinMs?: number;
}

/** Says of a refusal that the service does not know the path: a deprecated one, or one that not every host has. */
export function isUnknownPath({ status }: ChatApiError<string>): boolean {
  return status === 404 || status === 405 || status === 500;
}

/** Does a step; where the service does not offer it, what rests on it is skipped. @returns undefined then */
export async function unlessRefused<T, Code extends string>(
  { step, skip }: JourneyContext,
  name: string,
  { act, when, withinMs = 0 }: Refusable<T, Code>,
): Promise<T | undefined> {
  const attempt = async () => {
    const outcome = await act();
    if (outcome.error && !(outcome.error.name === "ChatApiError" && when(outcome.error))) throw outcome.error;
    return outcome;
  };
  const { data, error } = await step(name, () => eventually(attempt, { withinMs }));
  if (error) skip(`what rests on “${name}”`, `the service does not offer it: ${error.message}`);
  return data;
}
