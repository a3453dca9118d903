/** `pnpm start`: builds what changed, then serves the site, the mock and the emulator until Ctrl-C. */
import { fileURLToPath } from "node:url";
import { serve } from "@agora-chat-openapi/testing/static-server.ts";
import { build, closeOnSignal, freePort, ROOT, startBuiltEmulator, startBuiltMock } from "./local-servers.ts";

const ANY_TOKEN = "any-token";
/** The operation that the banner shows. */
const SHOWN = "listChatroomMembers";

const docsPort = await freePort("start", "DOCS_PORT", 8080);
const mockPort = await freePort("start", "MOCK_PORT", 4010);
const emulatorPort = await freePort("start", "EMULATOR_PORT", 4020);
build("start");
const mock = await startBuiltMock(mockPort);
const emulator = await startBuiltEmulator(emulatorPort);
const docs = await serve(fileURLToPath(new URL("packages/docs/dist", ROOT)), docsPort);
console.log(await banner(docs.url, local(mock.url), local(emulator.url)));
closeOnSignal(() => Promise.all([docs.close(), mock.close(), emulator.close()]));

function local(url: string): string {
  return url.replace("127.0.0.1", "localhost");
}

/** What is imported here has been built by now. */
async function banner(docsUrl: string, mockUrl: string, emulatorUrl: string): Promise<string> {
  const { operationsOf, readDescription } = await import("@agora-chat-openapi/description");
  const { exampleRequest, requestUrl } = await import("@agora-chat-openapi/description/examples");
  const { operationCall } = await import("@agora-chat-openapi/codegen/client-call.ts");
  const operation = operationsOf(readDescription()).find(({ id }) => id === SHOWN);
  if (!operation) throw new Error(`the description has no operation ${SHOWN}`);
  const example = { ...exampleRequest(operation), query: {} };
  const { org_name: org, app_name: app } = example.path;

  return `
  Docs        ${docsUrl}
  Reference   ${docsUrl}/reference.html
  Try it      ${docsUrl}/console.html
  Mock API    ${mockUrl}
  Emulator    ${emulatorUrl}, which remembers what it is told

  curl -H 'Authorization: Bearer ${ANY_TOKEN}' ${requestUrl(mockUrl, operation, example)}

  import { createChatClient } from "@agora-chat-openapi/client";
  const chat = createChatClient({ baseUrl: "${mockUrl}", org: "${org}", app: "${app}", token: "${ANY_TOKEN}" });
  const response = await ${operationCall(operation, example).replaceAll("\n", "\n  ")};
  console.log(response.data);

  Ctrl-C stops all of them.
`;
}
