import type { Description } from "../document/description.ts";
import { asArray, asObject } from "../schemas/walk.ts";
import { type Operation, type OperationBase, operationsOf } from "./operation.ts";
import { type Webhook, webhooksOf } from "./webhook.ts";

/** Operations under the headings that the description gives them. */
export interface OperationGroup {
  name: string;
  tags: { name: string; description: string; operations: Operation[] }[];
}

/** Webhooks under the headings that the description gives them. */
export interface WebhookGroup {
  name: string;
  tags: { name: string; description: string; webhooks: Webhook[] }[];
}

/** All operations by tag, in the order of the description's `x-tagGroups`. */
export function groupOperations(description: Description): OperationGroup[] {
  return group(description, operationsOf(description)).map(({ name, tags }) => ({
    name,
    tags: tags.map(({ members, ...tag }) => ({ ...tag, operations: members })),
  }));
}

/** All webhooks by tag, in the order of the description's `x-tagGroups`. */
export function groupWebhooks(description: Description): WebhookGroup[] {
  return group(description, webhooksOf(description)).map(({ name, tags }) => ({
    name,
    tags: tags.map(({ members, ...tag }) => ({ ...tag, webhooks: members })),
  }));
}

/** Headings without members, such as those of webhooks among operations, are left out. */
function group<T extends OperationBase>({ document }: Description, all: T[]) {
  const tags = asArray(document["tags"]).map(asObject);
  return asArray(document["x-tagGroups"])
    .map(asObject)
    .map((heading) => ({
      name: String(heading["name"]),
      tags: asArray(heading["tags"])
        .map((name) => ({
          name: String(name),
          description: String(tags.find((tag) => tag["name"] === name)?.["description"] ?? ""),
          members: all.filter((each) => each.tags.includes(String(name))),
        }))
        .filter(({ members }) => members.length > 0),
    }))
    .filter((heading) => heading.tags.length > 0);
}
