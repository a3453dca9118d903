/** The webhooks of a description: what the service posts to the server of an app. */
import type { CallbackDelivery } from "@agora-chat-openapi/spec/extensions";
import type { Description } from "../document/description.ts";
import { valueAt } from "../document/pointer.ts";
import { type DocumentExtensions, readExtensions, type WebhookExtensions } from "./extensions.ts";
import { type OperationBase, type OperationItem, readItems } from "./operation.ts";

/** A webhook, with its name as its id. */
export interface Webhook extends OperationBase {
  extensions: WebhookExtensions;
  /** What tells its bodies from all others: each of these holds. */
  match: WebhookMatch[];
}

/** A place of a body, as a JSON pointer, and the values that it may have. Of null, the place is empty. */
export interface WebhookMatch {
  pointer: string;
  values: (string | null)[];
}

const known = new WeakMap<Description, Webhook[]>();

/** All webhooks in the order of the description. @throws TypeError for references that cannot be followed */
export function webhooksOf(description: Description): Webhook[] {
  const webhooks = known.get(description) ?? readItems(description, "webhooks", readWebhook);
  known.set(description, webhooks);
  return webhooks;
}

function readWebhook(_: string, { base, operation }: OperationItem): Webhook {
  const extensions = readExtensions<Partial<WebhookExtensions>>(operation.value);
  const match = Object.entries(extensions["x-callback"]?.match ?? {});
  return Object.assign(base, {
    extensions: extensions as WebhookExtensions,
    match: match.map(([pointer, values]) => ({ pointer, values: [values].flat() })),
  });
}

/** The webhook that a body belongs to, or undefined. */
export function webhookFor(webhooks: readonly Webhook[], body: unknown): Webhook | undefined {
  return webhooks.find(
    ({ match }) =>
      match.length > 0 &&
      match.every(({ pointer, values }) => values.includes((valueAt(body, pointer) ?? null) as string | null)),
  );
}

/** What the service makes of callbacks that fail, or undefined where the description does not say. */
export function callbackDeliveryOf({ document }: Description): CallbackDelivery | undefined {
  return readExtensions<DocumentExtensions>(document)["x-callback-delivery"];
}
