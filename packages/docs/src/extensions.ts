/** The page that explains the `x-` fields of the description, made of their schemas. */
import { readFileSync } from "node:fs";
import { createDescription, type Description, type Operation, operationsOf } from "@agora-chat-openapi/description";
import { boundsOf, fieldList } from "./field-list.ts";
import { page } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { extensionsPage, markdownFile, operationPage } from "./pages.ts";
import { type Schema, viewOf } from "./schema-view.ts";
import { writeText } from "./write-file.ts";

const SCHEMAS = new URL(import.meta.resolve("@agora-chat-openapi/spec/extensions.schema.json"));

/** Where the description has an extension, and what it says there. */
interface Use {
  operation: Operation;
  value: unknown;
}

/** Writes the page as HTML and Markdown. */
export function writeExtensions(dist: URL, description: Description): void {
  const markdown = extensionsMarkdown(description);
  writeText(new URL(markdownFile(extensionsPage.file), dist), markdown);
  const body = `<article>\n${renderMarkdown(markdown)}</article>`;
  writeText(new URL(extensionsPage.file, dist), page({ ...extensionsPage, body, hasMarkdown: true }));
}

function extensionsMarkdown(description: Description): string {
  const schemas = createDescription(JSON.parse(readFileSync(SCHEMAS, "utf8")));
  const root = viewOf(schemas, schemas.document as Schema);
  const parts = Object.entries(root.properties ?? {}).flatMap(([kind, schema]) => {
    const view = viewOf(schemas, schema);
    const extensions = Object.entries(view.properties ?? {});
    return [
      `## ${view.description?.trim().replace(/\.$/, "") ?? kind}`,
      ...extensions.map(([name, extension]) =>
        section(
          schemas,
          { name, schema: extension, required: view.required?.includes(name) ?? false },
          uses(description, kind, name),
        ),
      ),
    ];
  });
  return `${[
    `# ${extensionsPage.title}`,
    extensionsPage.description,
    "OpenAPI lets a description say more in fields that begin with `x-`. A tool that does not know them passes over them.",
    ...parts,
  ].join("\n\n")}\n`;
}

function section(
  schemas: Description,
  extension: { name: string; schema: Schema; required: boolean },
  found: Use[],
): string {
  const view = viewOf(schemas, extension.schema);
  const facts = [boundsOf(schemas, view), extension.required ? "**always there**" : ""].filter(Boolean).join(", ");
  return [
    `### \`${extension.name}\``,
    view.description?.trim(),
    facts && `*${facts}*`,
    fieldList(schemas, view),
    ...example(extension.name, found),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** The use that says most stands for all. */
function example(name: string, found: Use[]): string[] {
  const [fullest] = found.toSorted((one, other) => size(other) - size(one));
  if (!fullest) return ["No operation has it at present."];
  const { title, file } = operationPage(fullest.operation);
  const operations = new Set(found.map(({ operation }) => operation.id)).size;
  const count = `${operations} ${operations === 1 ? "operation has" : "operations have"} it`;
  return [
    `${count}, such as [${title}](../${markdownFile(file)}):`,
    `\`\`\`json\n${JSON.stringify({ [name]: fullest.value }, null, 2)}\n\`\`\``,
  ];
}

function size({ value }: Use): number {
  return JSON.stringify(value).length;
}

function uses(description: Description, kind: string, name: string): Use[] {
  return operationsOf(description).flatMap((operation) => {
    const holders: object[] = kind === "Example" ? examplesOf(operation) : [operation.extensions];
    return holders.flatMap((holder) =>
      name in holder ? [{ operation, value: (holder as Record<string, unknown>)[name] }] : [],
    );
  });
}

function examplesOf({ requestBody, responses }: Operation): object[] {
  return [requestBody, ...responses.values()]
    .flatMap((message) => [...(message?.content.values() ?? [])])
    .flatMap(({ examples }) => [...examples.values()].map(({ raw }) => raw));
}
