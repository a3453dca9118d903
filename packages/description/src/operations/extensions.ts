import type { Extensions, Pagination } from "@agora-chat-openapi/spec/extensions";

/** What an operation says in fields of its own (`x-…`). */
export type OperationExtensions = Extensions["Operation"];
/** What a webhook says in fields of its own. */
export type WebhookExtensions = Extensions["Webhook"];
/** What the document itself says in fields of its own. */
export type DocumentExtensions = Extensions["Root"];
/** What an example says in fields of its own. */
export type ExampleExtensions = Extensions["Example"];

/** What a parameter says in fields of its own. */
export type ParameterExtensions = Extensions["Parameter"];
/** What a schema says in fields of its own. */
export type SchemaExtensions = Extensions["Schema"];
/** One thing that the service does beyond what schemas can say. */
export type Rule = NonNullable<OperationExtensions["x-rules"]>[number];
/** How much there may be of what an app stores. */
export type Quotas = DocumentExtensions["x-quotas"];

/** The `x-` fields of a part of the description. Lint holds them to the schemas that their types are made of. */
export function readExtensions<T extends object>(value: Record<string, unknown>): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name.startsWith("x-"))) as T;
}

export type { Pagination };

/** The ways in which a list is read page by page, the usual one first; none for what is not paged. */
export function paginationsOf({ extensions }: { extensions: OperationExtensions }): Pagination[] {
  return [extensions["x-pagination"] ?? []].flat();
}
