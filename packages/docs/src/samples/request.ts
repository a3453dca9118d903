import { type Description, type Example, type Operation, paginationsOf } from "@agora-chat-openapi/description";
import { chooseExample, type ExampleRequest, exampleRequest } from "@agora-chat-openapi/description/examples";

/** Where the samples send their requests: the mock as `pnpm start` runs it. */
export const MOCK_URL = "http://localhost:4010";
/** Where the emulator listens, which `pnpm start` runs beside the mock. */
export const EMULATOR_URL = "http://localhost:4020";
/** The token of the samples. Mock and emulator take any. */
export const TOKEN = "any-token";

/** The request that samples make: the operation's first example, for the first page of a list. */
export function sampleRequest(operation: Operation): ExampleRequest {
  const request = exampleRequest(operation);
  const cursors = ["cursor", ...paginationsOf(operation).map(({ cursor }) => cursor)];
  const query = Object.fromEntries(Object.entries(request.query).filter(([name]) => !cursors.includes(name)));
  return { ...request, query };
}

/** The answer to the samples' request: what the mock gives. */
export function sampleAnswer(description: Description, operation: Operation): Example | undefined {
  const { path, query, body } = sampleRequest(operation);
  const [media] = operation.responses.get("200")?.content.values() ?? [];
  return media && chooseExample(description, operation, media, { path, query, body });
}
