/** `pnpm start`: builds what changed, then serves the site and the mock until Ctrl-C. */
import { fileURLToPath } from "node:url";
import { operationCall } from "./client-call.ts";
import { listOperations, readDescription } from "./description.ts";
import { exampleRequests, requestUrl } from "./example-request.ts";
import { build, closeOnSignal, freePort, ROOT, startBuiltMock } from "./local-servers.ts";
import { serve } from "./serve.ts";

const ANY_TOKEN = "any-token";
/** The operation that the banner shows. */
const SHOWN = "listChatroomMembers";

const docsPort = await freePort("start", "DOCS_PORT", 8080);
const mockPort = await freePort("start", "MOCK_PORT", 4010);
build("start");
const mock = await startBuiltMock(mockPort);
const docs = await serve(fileURLToPath(new URL("packages/docs/dist", ROOT)), docsPort);
console.log(banner(docs.url, mock.url.replace("127.0.0.1", "localhost")));
closeOnSignal(() => Promise.all([docs.close(), mock.close()]));

function banner(docsUrl: string, mockUrl: string): string {
  const description = readDescription(new URL("spec/dist/openapi.json", ROOT));
  const operation = listOperations(description).find(({ id }) => id === SHOWN);
  const request = operation && [...exampleRequests(description, operation).values()][0];
  if (!operation || !request) throw new Error(`the description has no example of ${SHOWN}`);
  const { org_name: org, app_name: app } = request.path;
  const example = { ...request, query: {} };

  return `
  Docs        ${docsUrl}
  Reference   ${docsUrl}/reference.html
  Try it      ${docsUrl}/console.html
  Mock API    ${mockUrl}

  curl -H 'Authorization: Bearer ${ANY_TOKEN}' ${requestUrl(mockUrl, operation, example)}

  import { createChatClient } from "@agora-chat-openapi/client";
  const chat = createChatClient({ baseUrl: "${mockUrl}", org: "${org}", app: "${app}", token: "${ANY_TOKEN}" });
  const answer = await ${operationCall(operation, example).replaceAll("\n", "\n  ")};
  console.log(answer.data);

  Ctrl-C stops both.
`;
}
