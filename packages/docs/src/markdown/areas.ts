import {
  type Description,
  groupOperations,
  type Operation,
  type OperationGroup,
  withoutTenant,
} from "@agora-chat-openapi/description";
import { type Block, box, UNSEARCHED } from "../blocks.ts";
import { areaPage, type ContentPage, linkTo, operationsIndex, type SitePage } from "../pages.ts";
import { operationLink } from "./operation-links.ts";

/** The list of all operations. */
export function operationsContent(description: Description): ContentPage {
  const blocks = groupOperations(description).flatMap((group) => [
    `## [${group.name}](${linkTo(operationsIndex, areaPage(group))})`,
    ...group.tags.map(({ operations }) => operationList(operationsIndex, operations)),
  ]);
  return { ...operationsIndex, blocks: [operationsIndex.description, ...blocks] };
}

/** A page for each area, with the operations of each of its tags. */
export function areaContents(description: Description): ContentPage[] {
  return groupOperations(description).map((group) => {
    const page = areaPage(group);
    return { ...page, blocks: tagBlocks(page, group) };
  });
}

function tagBlocks(page: SitePage, { name, tags }: OperationGroup): Block[] {
  return tags.flatMap((tag) => [
    tags.length > 1 || tag.name !== name ? `## ${tag.name}` : undefined,
    tag.description.trim(),
    operationList(page, tag.operations),
  ]);
}

function operationList(from: SitePage, operations: Operation[]): Block {
  const items = operations
    .map((operation) => {
      const path = withoutTenant(operation.path);
      const note = operation.deprecated ? " *deprecated*" : "";
      return `- ${operationLink(from, operation)}${note} \`${operation.method} ${path}\``;
    })
    .join("\n");
  return box("div", UNSEARCHED, items);
}
