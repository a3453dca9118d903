import { type Description, type Operation, operationsOf } from "@agora-chat-openapi/description";
import { linkTo, operationPage, type SitePage } from "../pages.ts";

const known = new WeakMap<Description, Map<string, Operation>>();

function byId(description: Description): Map<string, Operation> {
  const operations = known.get(description) ?? new Map(operationsOf(description).map((each) => [each.id, each]));
  known.set(description, operations);
  return operations;
}

/** A text in which the names of operations, as code, lead to their pages. @param self is left as it is */
export function linkOperations(description: Description, text: string, from: SitePage, self?: string): string {
  return text.replace(/(?<!\[)`(\w+)`/g, (found, id: string) => {
    const operation = byId(description).get(id);
    return operation && id !== self ? `[${found}](${linkTo(from, operationPage(operation))})` : found;
  });
}

/** The operations that an operation's description names. */
export function mentioned(description: Description, { id: self, description: text }: Operation): string[] {
  const names = [...text.matchAll(/`(\w+)`/g)].map(([, id = ""]) => id);
  return [...new Set(names)].filter((id) => id !== self && byId(description).has(id));
}

/** A link to an operation, by its summary. */
export function operationLink(from: SitePage, operation: Operation): string {
  const page = operationPage(operation);
  return `[${page.title}](${linkTo(from, page)})`;
}
