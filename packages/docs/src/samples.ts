import { operationCall, pathCall } from "@agora-chat-openapi/codegen/client-call.ts";
import { curlCall, isDownload } from "@agora-chat-openapi/codegen/curl-call.ts";
import type { Operation } from "@agora-chat-openapi/description";
import { type ExampleRequest, exampleRequest } from "@agora-chat-openapi/description/examples";

/** A whole program, or a shell line, that makes an operation's first example request. */
export interface Sample {
  label: string;
  language: "sh" | "ts";
  code: string;
}

/** Where the samples send their requests: the mock as `pnpm start` runs it. */
export const MOCK_URL = "http://localhost:4010";
const TOKEN = "any-token";
const WRITE_FILE = `import { writeFile } from "node:fs/promises";\n`;

/** curl, TypeScript by operation and TypeScript by path, from the description's own example. */
export function samples(operation: Operation): Sample[] {
  const request = exampleRequest(operation);
  return [
    { label: "curl", language: "sh", code: curlCall(MOCK_URL, operation, request, TOKEN) },
    { label: "By operation", language: "ts", code: byOperation(operation, request) },
    { label: "By path", language: "ts", code: byPath(operation, request) },
  ];
}

function byOperation(operation: Operation, request: ExampleRequest): string {
  const call = operationCall(operation, request);
  if (!isDownload(operation))
    return program("createChatClient", request, [`const response = await ${call};`, "console.log(response);"]);
  const lines = [`const { stream } = await ${call};`, `await writeFile("download", stream);`];
  return WRITE_FILE + program("createChatClient", request, lines);
}

function byPath(operation: Operation, request: ExampleRequest): string {
  const call = `const { data, error } = await ${pathCall(operation, request)};`;
  if (!isDownload(operation)) return program("createPathClient", request, [call, "console.log(error ?? data);"]);
  const lines = [call, `if (data) await writeFile("download", data.stream());`, "else console.error(error);"];
  return WRITE_FILE + program("createPathClient", request, lines);
}

function program(factory: string, { path }: ExampleRequest, lines: string[]): string {
  return `import { ${factory} } from "@agora-chat-openapi/client";

const chat = ${factory}({
  baseUrl: "${MOCK_URL}",
  org: ${JSON.stringify(path["org_name"])},
  app: ${JSON.stringify(path["app_name"])},
  token: "${TOKEN}",
});

${lines.join("\n")}`;
}
