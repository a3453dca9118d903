import { type Description, groupOperations, webhooksOf } from "@agora-chat-openapi/description";
import { errorCodes } from "../facts/errors.ts";
import {
  areaPage,
  type ContentPage,
  callbackPage,
  callbacksIndex,
  changelog,
  decisions,
  errorPage,
  errorsIndex,
  extensionsPage,
  guidesIndex,
  home,
  limits,
  listGuides,
  markdownFile,
  operationPage,
  operationsIndex,
  paging,
  regions,
  type SitePage,
  statusCodes,
} from "../pages.ts";

/** `llms.txt` (llmstxt.org): all that can be read as text, by area. */
export function llmsText(description: Description): string {
  const groups = groupOperations(description);
  const areas = groups.map((group) =>
    section(
      group.name,
      group.tags.flatMap(({ operations }) =>
        operations.map((operation) => ({
          ...operationPage(operation),
          description: `${operation.method} ${operation.path}${operation.deprecated ? ", deprecated" : ""}`,
        })),
      ),
    ),
  );
  const text = [
    `# ${home.title}`,
    `> ${home.description}`,
    String(description.at("/info").value["description"]).trim(),
    section("Guides", [guidesIndex, ...listGuides(), extensionsPage]),
    ...areas,
    section("Callbacks", [callbacksIndex, ...webhooksOf(description).map(callbackPage)]),
    section("Errors and limits", [errorsIndex, statusCodes, limits, paging, regions]),
    section(
      "Error codes",
      errorCodes(description).map(({ code }) => errorPage(code)),
    ),
    section("Optional", [home, operationsIndex, ...groups.map(areaPage), decisions, changelog]),
    [
      "- [OpenAPI description, YAML](openapi.yaml): all of the above, for machines",
      "- [OpenAPI description, JSON](openapi.json): the same",
      "- [Postman collection](postman_collection.json): the same calls for Postman",
    ].join("\n"),
  ];
  return `${text.join("\n\n")}\n`;
}

function section(name: string, pages: (SitePage | ContentPage)[]): string {
  const links = pages.map(({ title, file, description }) => `- [${title}](${markdownFile(file)}): ${description}`);
  return `## ${name}\n\n${links.join("\n")}`;
}
