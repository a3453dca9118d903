import { readDescription, webhooksOf } from "@agora-chat-openapi/description";
import { exampleRequests } from "@agora-chat-openapi/description/examples";
import type { CallbackName } from "../src/index.ts";

/** The secret with which the examples of the description are signed. */
export const SECRET = "ExampleRuleSecret";

export interface Example {
  name: CallbackName;
  example: string;
  body: { callId: string; timestamp: number; security: string } & Record<string, unknown>;
}

export const description = readDescription();
export const webhooks = webhooksOf(description);

/** Every example of every callback that the description has. */
export const examples = webhooks.flatMap((webhook) =>
  [...exampleRequests(webhook)].map(([example, { body }]) => ({ name: webhook.id, example, body }) as Example),
);

/** The first example of a callback. */
export function bodyOf(name: CallbackName): Example["body"] {
  const found = examples.find((each) => each.name === name);
  if (!found) throw new Error(`no example of ${name}`);
  return found.body;
}
