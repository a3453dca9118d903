import { readFileSync } from "node:fs";
import { type Description, operationsOf } from "@agora-chat-openapi/description";
import { cards } from "./cards.ts";
import { coveragePicture } from "./coverage-picture.ts";
import { escapeHtml } from "./html.ts";
import { page } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { home, listGuides, operationsIndex, playground, reference, type SitePage } from "./pages.ts";
import { MOCK_URL } from "./samples.ts";
import { writeText } from "./write-file.ts";

const COMMANDS = `\`\`\`sh
npx -y pnpm@12 start     # this site on http://localhost:8080, the mock on ${MOCK_URL}
npx -y pnpm@12 test      # checks everything
\`\`\``;

/** How each package is got, by its folder; its name follows. */
const INSTALL: Record<string, string> = {
  "packages/client": "npm install",
  "packages/mock": "npx",
  "packages/contract": "npm install --save-dev",
  spec: "npm install",
};

/** Writes the first page: what this is, how to get it, where to go, and how much of the API there is. */
export function writeLanding(dist: URL, description: Description): void {
  const body = `<h1>${home.title}</h1>
<p class="lead">${summary(description)}</p>
<h2>Two commands</h2>
<p>In a clone of the repository, with Node 20 or later:</p>
${renderMarkdown(COMMANDS)}
<h2>Install</h2>
<dl class="install">
${Object.entries(INSTALL).map(install).join("\n")}
</dl>
<h2>What do you want to do?</h2>
${cards(home.file, tasks())}
<h2>What is covered</h2>
<p>${coverage(description)}</p>
${coveragePicture(description)}`;
  writeText(new URL(home.file, dist), page({ ...home, body, kind: "landing" }));
}

function summary(description: Description): string {
  return `An OpenAPI ${String(description.document["openapi"]).split(".").slice(0, 2).join(".")} description of the Agora Chat REST API, written by hand, and what follows from it: a typed client for app servers, a mock that answers in development and CI, checks of real answers, and this site.`;
}

function install([folder, command]: [folder: string, command: string]): string {
  const file = new URL(`../../../${folder}/package.json`, import.meta.url);
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { name: string; description: string };
  const line = renderMarkdown(`\`\`\`sh\n${command} ${manifest.name}\n\`\`\``);
  return `<div><dt>${escapeHtml(manifest.description)}</dt>\n<dd>${line}</dd></div>`;
}

function tasks(): SitePage[] {
  return [
    ...listGuides(),
    { ...operationsIndex, title: "Look up an operation" },
    { ...reference, title: "Search the whole API" },
    { ...playground, title: "Try a request" },
    {
      title: "Take it to Postman",
      description: "A collection of all calls, with variables for organization, app and token.",
      file: "postman_collection.json",
    },
    { title: "Generate from it", description: "The description as one file, YAML or JSON.", file: "openapi.yaml" },
    { title: "Feed it to a model", description: "All pages as Markdown, from one list of links.", file: "llms.txt" },
  ];
}

function coverage(description: Description): string {
  const operations = operationsOf(description);
  const areas = new Set(operations.flatMap(({ tags }) => tags));
  const examples = operations.flatMap(({ requestBody, responses }) =>
    [requestBody, ...responses.values()].flatMap((message) =>
      [...(message?.content.values() ?? [])].flatMap((media) => [...media.examples.keys()]),
    ),
  );
  return `${operations.length} operations in ${areas.size} areas, with ${examples.length.toLocaleString("en")} examples of requests, answers and errors. Each square is an operation.`;
}
