/** What stands beside every page: the guides, the areas with their operations, and what is looked up. */
import { type Description, groupOperations, groupWebhooks } from "@agora-chat-openapi/description";
import {
  areaPage,
  callbackPage,
  callbacksIndex,
  changelog,
  decisions,
  errorsIndex,
  extensionsPage,
  guidesIndex,
  home,
  limits,
  listGuides,
  operationPage,
  operationsIndex,
  paging,
  playground,
  reference,
  regions,
  type SitePage,
  statusCodes,
} from "./pages.ts";

/** An entry of the navigation; the entries below it show where the reader is within it. */
export interface NavigationEntry {
  label: string;
  /** Its page, as a path from the root of the site. */
  file?: string;
  badge?: string;
  entries?: NavigationEntry[];
}

export function navigation(description: Description): NavigationEntry[] {
  const page = ({ title, file }: SitePage): NavigationEntry => ({ label: title, file });
  const areas = groupOperations(description).map((group) => {
    const tags = group.tags.map(({ name, operations }) => ({
      label: name,
      entries: operations.map((operation) => ({
        ...page(operationPage(operation)),
        ...(operation.deprecated && { badge: "old" }),
      })),
    }));
    const only = tags.length === 1 ? tags[0]?.entries : tags;
    return { ...page(areaPage(group)), entries: only ?? [] };
  });
  const callbackTags = groupWebhooks(description).flatMap(({ tags }) =>
    tags.map(({ name, webhooks }) => ({
      label: name,
      entries: webhooks.map((webhook) => page(callbackPage(webhook))),
    })),
  );
  return [
    { ...page(home), label: "Start" },
    { ...page(guidesIndex), entries: [...listGuides().map(page), page(extensionsPage)] },
    ...[{ ...page(operationsIndex), label: "All operations" }, ...areas],
    { ...page(callbacksIndex), entries: callbackTags },
    page(errorsIndex),
    page(statusCodes),
    page(limits),
    page(paging),
    page(regions),
    page(reference),
    page(playground),
    page(decisions),
    page(changelog),
  ];
}
