/** For what a deployment need not offer. */
import type { ChatApiError, Settled } from "@agora-chat-openapi/client";
import type { JourneyContext } from "../journey.ts";
import { eventually } from "./eventually.ts";

/** A call that may be refused. */
export interface OptionalCall<T, Code extends string> {
  call(): Promise<Settled<T, Code>>;
  /** Whether an error says that the deployment does not offer this. */
  isUnavailable(error: ChatApiError<Code>): boolean;
  /** How long to repeat the call while it fails otherwise, in ms. @default 0 */
  withinMs?: number;
}

/** Whether an error says that the service does not know the path: a deprecated one, or one that not every host has. */
export function isUnknownPath({ status }: ChatApiError<string>): boolean {
  return status === 404 || status === 405 || status === 500;
}

/** Does a step; where the deployment does not offer it, what depends on it is skipped. @returns undefined then */
export async function optionalStep<T, Code extends string>(
  { step, skip }: JourneyContext,
  name: string,
  { call, isUnavailable, withinMs = 0 }: OptionalCall<T, Code>,
): Promise<T | undefined> {
  const attempt = async () => {
    const outcome = await call();
    if (outcome.error && !(outcome.error.name === "ChatApiError" && isUnavailable(outcome.error))) throw outcome.error;
    return outcome;
  };
  const { data, error } = await step(name, () => eventually(attempt, { withinMs }));
  if (error) skip(`what depends on “${name}”`, `the service does not offer it: ${error.message}`);
  return data;
}
