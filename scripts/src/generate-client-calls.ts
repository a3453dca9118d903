/**
 * Writes one client call for each example request of a bundled description, so that the compiler holds the client's
 * types to the examples and a test can send them.
 *
 *     node generate-client-calls.ts <openapi.json> <out.ts>
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { operationCall, pathCall } from "./client-call.ts";
import { listOperations, readDescription } from "./description.ts";
import { exampleRequests } from "./example-request.ts";

const [input, output] = process.argv.slice(2);
if (!input || !output) {
  console.error("usage: generate-client-calls.ts <openapi.json> <out.ts>");
  process.exit(2);
}

const description = readDescription(input);
const calls = listOperations(description).flatMap((operation) =>
  [...exampleRequests(description, operation)].map(
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
