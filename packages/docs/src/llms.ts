import { type Description, groupOperations } from "@agora-chat-openapi/description";
import { changelog, extensionsPage, home, listGuides, markdownFile, operationPage, type SitePage } from "./pages.ts";
import { writeText } from "./write-file.ts";

/** Writes `llms.txt` (llmstxt.org): all that can be read as text, by area. */
export function writeLlms(dist: URL, description: Description): void {
  const areas = groupOperations(description).map(({ name, tags }) =>
    section(
      name,
      tags.flatMap(({ operations }) =>
        operations.map((operation) => {
          const { method, path, deprecated } = operation;
          const { title, file } = operationPage(operation);
          return {
            title,
            file,
            description: `${method} ${path}${deprecated ? ", deprecated" : ""}`,
          };
        }),
      ),
    ),
  );
  const text = [
    `# ${home.title}`,
    `> ${home.description}`,
    String(description.at("/info").value["description"]).trim(),
    section("Guides", [...listGuides(), extensionsPage]),
    ...areas,
    `## Optional\n\n${[
      link("OpenAPI description, YAML", "openapi.yaml", "all of the above, for machines"),
      link("OpenAPI description, JSON", "openapi.json", "the same"),
      link("Postman collection", "postman_collection.json", "the same calls for Postman"),
      link(changelog.title, markdownFile(changelog.file), changelog.description),
    ].join("\n")}`,
  ];
  writeText(new URL("llms.txt", dist), `${text.join("\n\n")}\n`);
}

function section(name: string, pages: SitePage[]): string {
  const links = pages.map(({ title, file, description }) => link(title, markdownFile(file), description));
  return `## ${name}\n\n${links.join("\n")}`;
}

function link(title: string, file: string, description: string): string {
  return `- [${title}](${file}): ${description}`;
}
