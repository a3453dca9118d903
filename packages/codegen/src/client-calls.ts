/**
 * Writes one client call for each example request of the description, so that the compiler holds the client's types to
 * the examples and a test can send them.
 *
 *     node client-calls.ts <out.ts>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { exampleRequests } from "@agora-chat-openapi/description/examples";
import { argument } from "./arguments.ts";
import { operationCall, pathCall } from "./client-call.ts";

const output = argument("client-calls.ts <out.ts>");
const calls = operationsOf(readDescription()).flatMap((operation) =>
  [...exampleRequests(operation)].map(
    ([example, request]) =>
      `  { operation: "${operation.id}", example: "${example}", send: (chat: ChatClient) => ${pathCall(operation, request)}, invoke: (chat: ChatClient) => ${operationCall(operation, request)} },`,
  ),
);

mkdirSync(dirname(output), { recursive: true });
writeFileSync(
  output,
  `// Generated from the description's examples; do not edit.
import type { ChatClient } from "../../src/index.ts";

export const calls = [
${calls.join("\n")}
];
`,
);
