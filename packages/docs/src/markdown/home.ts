import { operationCall } from "@agora-chat-openapi/codegen/client-call.ts";
import { type Description, groupOperations, type Operation, operationsOf } from "@agora-chat-openapi/description";
import { box, fence, siteOnly } from "../blocks.ts";
import {
  areaPage,
  type ContentPage,
  errorPage,
  errorsIndex,
  guidesIndex,
  home,
  limits,
  linkTo,
  operationPage,
  playground,
  reference,
  type SitePage,
} from "../pages.ts";
import { MOCK_URL, sampleRequest, TOKEN } from "../samples/request.ts";
import { installLines } from "./install.ts";

/** The five things that readers look up most. */
function tasks(description: Description): [string, SitePage][] {
  return [
    ["Send a message", operationPage(operationOf(description, "sendUserMessage"))],
    ["Register users", operationPage(operationOf(description, "createUsers"))],
    ["Add members to a group", operationPage(operationOf(description, "addChatgroupMembers"))],
    ["Get a token", { title: "", description: "", file: "guides/authentication.html" }],
    ["See what `forbidden_op` means", errorPage("forbidden_op")],
  ];
}

/** The first page. */
export function homeContent(description: Description): ContentPage {
  const link = (page: Pick<SitePage, "file">) => linkTo(home, page);
  const areas = groupOperations(description).map((group) => {
    const page = areaPage(group);
    const count = group.tags.flatMap(({ operations }) => operations).length;
    return `- [${page.title}](${link(page)}) ${count}`;
  });
  return {
    ...home,
    hasContents: false,
    blocks: [
      "Everything about the Agora Chat REST API in one place: what each operation takes and answers, what its errors mean, how often it may be called. **Press Ctrl K to search.**",
      siteOnly('<p class="search-here"><button type="button">Search for a task, a field or an error code</button></p>'),
      "## Looked up most",
      box(
        "div",
        { class: "tasks" },
        tasks(description)
          .map(([title, page]) => `- [${title}](${link(page)})`)
          .join("\n"),
      ),
      "## Areas",
      box("div", { class: "areas" }, areas.join("\n")),
      `Across all of them: [error codes](${link(errorsIndex)}), [limits](${link(limits)}), [guides](${link(guidesIndex)}), [the reference on one page](${link(reference)}), [a console](${link(playground)}) that sends requests.`,
      "## Call it from TypeScript",
      fence("ts", clientProgram(description), 'frame="none"'),
      `Errors are typed, retries built in, lists read to their end. [Quick start](${linkTo(home, { file: "guides/quick-start.html" })}).`,
      "## Try it without an account",
      "In a clone that is built:",
      [
        `- \`node packages/mock/dist/cli.js\` answers every call with the documented example, and checks what you send. [The mock](${link({ file: "guides/testing-with-the-mock.html" })})`,
        `- \`node packages/emulator/dist/cli.js\` remembers what it is told: whoever you add is in the next list. [The emulator](${link({ file: "guides/testing-with-the-emulator.html" })})`,
      ].join("\n"),
      "Choose either of them above, under **Samples for**.",
      "## Install",
      installLines(),
      elsewhere(description),
      "## Work on it",
      "In a clone of the repository, with Node 20 or later and npm:",
      fence(
        "sh",
        `npx -y pnpm@12 start     # this site, the mock and the emulator\nnpx -y pnpm@12 test      # checks everything`,
        'frame="none"',
      ),
    ],
  };
}

function clientProgram(description: Description): string {
  const operation = operationOf(description, "sendUserMessage");
  const request = sampleRequest(operation);
  const { org_name: org, app_name: app } = request.path;
  return `import { createChatClient } from "@agora-chat-openapi/client";

const chat = createChatClient({
  baseUrl: "${MOCK_URL}",
  org: "${org}",
  app: "${app}",
  token: "${TOKEN}",
});
const sent = await ${operationCall(operation, request)};
console.log(sent.data);`;
}

/** What is not part of this site. */
function elsewhere({ document }: Description): string | undefined {
  const { url, description: text } = (document["externalDocs"] ?? {}) as { url?: string; description?: string };
  return (
    url && `This site is made by users of the API. [${text ?? "The official documentation"}](${url}) is Agora's own.`
  );
}

function operationOf(description: Description, id: string): Operation {
  const operation = operationsOf(description).find((each) => each.id === id);
  if (!operation) throw new Error(`the description has no operation ${id}`);
  return operation;
}
