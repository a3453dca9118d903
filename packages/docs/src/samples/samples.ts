import { operationCall, pathCall } from "@agora-chat-openapi/codegen/client-call.ts";
import { curlCall, isDownload, SAMPLE_FILE } from "@agora-chat-openapi/codegen/curl-call.ts";
import { MULTIPART, type Operation } from "@agora-chat-openapi/description";
import type { ExampleRequest } from "@agora-chat-openapi/description/examples";
import { languageSamples } from "./languages.ts";
import { MOCK_URL, sampleRequest, TOKEN } from "./request.ts";
import type { Sample } from "./sample.ts";

/** curl and the client first, then what calls HTTP in other languages. */
export function samples(operation: Operation): Sample[] {
  const request = sampleRequest(operation);
  return [
    { label: "curl", language: "sh", code: curlCall(MOCK_URL, operation, request, TOKEN) },
    { label: "TypeScript", language: "ts", code: byOperation(operation, request) },
    { label: "TypeScript, by path", language: "ts", code: byPath(operation, request) },
    ...languageSamples(operation, request),
  ];
}

const OPEN_FILE = () => `await openAsBlob("${SAMPLE_FILE.name}", { type: "${SAMPLE_FILE.type}" })`;

function byOperation(operation: Operation, request: ExampleRequest): string {
  const call = operationCall(operation, request, OPEN_FILE);
  const lines = isDownload(operation)
    ? [`const { stream } = await ${call};`, `await writeFile("download", stream);`]
    : [`const response = await ${call};`, "console.log(response);"];
  return program("createChatClient", operation, request, lines);
}

function byPath(operation: Operation, request: ExampleRequest): string {
  const call = `const { data, error } = await ${pathCall(operation, request, OPEN_FILE)};`;
  const lines = isDownload(operation)
    ? [call, `if (data) await writeFile("download", data.stream());`, "else console.error(error);"]
    : [call, "console.log(error ?? data);"];
  return program("createPathClient", operation, request, lines);
}

function program(factory: string, operation: Operation, request: ExampleRequest, lines: string[]): string {
  const imports = [
    ...(request.contentType === MULTIPART ? [`import { openAsBlob } from "node:fs";`] : []),
    ...(isDownload(operation) ? [`import { writeFile } from "node:fs/promises";`] : []),
    `import { ${factory} } from "@agora-chat-openapi/client";`,
  ];
  return `${imports.join("\n")}

const chat = ${factory}({
  baseUrl: "${MOCK_URL}",
  org: ${JSON.stringify(request.path["org_name"])},
  app: ${JSON.stringify(request.path["app_name"])},
  token: "${TOKEN}",
});

${lines.join("\n")}`;
}
