/** `pnpm start`: builds what changed, then serves the reference and the mock until Ctrl-C. */
import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { operationCall } from "./client-call.ts";
import { listOperations, readDescription } from "./description.ts";
import { exampleRequests, requestUrl } from "./example-request.ts";
import { serve } from "./serve.ts";

const ROOT = new URL("../../", import.meta.url);
const ANY_TOKEN = "any-token";
/** The operation that the banner shows. */
const SHOWN = "listChatroomMembers";

const docsPort = await freePort("DOCS_PORT", 8080);
const mockPort = await freePort("MOCK_PORT", 4010);

const build = spawnSync("turbo", ["run", "build", "postman", "--output-logs=errors-only"], {
  cwd: ROOT,
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
  stdio: ["ignore", "ignore", "inherit"],
  shell: process.platform === "win32",
});
if (build.status !== 0) fail("the build failed; `pnpm build` shows why");

const { startMock } = (await import(
  new URL("packages/mock/dist/index.js", ROOT).href
)) as typeof import("../../packages/mock/src/index.ts");
const mock = await startMock({ port: mockPort });
const docs = await serve(fileURLToPath(new URL("packages/docs/dist", ROOT)), docsPort);
console.log(banner(docs.url, mock.url.replace("127.0.0.1", "localhost")));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await Promise.all([docs.close(), mock.close()]);
    process.exit(0);
  });
}

function banner(docsUrl: string, mockUrl: string): string {
  const description = readDescription(new URL("spec/dist/openapi.json", ROOT));
  const operation = listOperations(description).find(({ id }) => id === SHOWN);
  const request = operation && [...exampleRequests(description, operation).values()][0];
  if (!operation || !request) throw new Error(`the description has no example of ${SHOWN}`);
  const { org_name: org, app_name: app } = request.path;
  const example = { ...request, query: {} };

  return `
  Reference   ${docsUrl}
  Mock API    ${mockUrl}

  curl -H 'Authorization: Bearer ${ANY_TOKEN}' ${requestUrl(mockUrl, operation, example)}

  import { createChatClient } from "@agora-chat-openapi/client";
  const chat = createChatClient({ baseUrl: "${mockUrl}", org: "${org}", app: "${app}", token: "${ANY_TOKEN}" });
  const answer = await ${operationCall(operation, example)};
  console.log(answer.data);

  Ctrl-C stops both.
`;
}

/** The port of an environment variable, or the usual one. Ends the program when it is malformed or taken. */
async function freePort(variable: string, usual: number): Promise<number> {
  const text = process.env[variable] ?? String(usual);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) fail(`${variable} is a port number, not "${text}"`);

  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.once("error", () => fail(`port ${port} is in use; set ${variable} to another one`));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  });
  return port;
}

function fail(message: string): never {
  console.error(`start: ${message}`);
  process.exit(1);
}
