import { type Operation, paginationsOf } from "@agora-chat-openapi/description";
import { type ExampleRequest, exampleRequest } from "@agora-chat-openapi/description/examples";

/** Where the samples send their requests: the mock as `pnpm start` runs it. */
export const MOCK_URL = "http://localhost:4010";
/** The token of the samples. The mock takes any. */
export const TOKEN = "any-token";

/** The request that samples make: the operation's first example, for the first page of a list. */
export function sampleRequest(operation: Operation): ExampleRequest {
  const request = exampleRequest(operation);
  const cursors = paginationsOf(operation).map(({ cursor }) => cursor);
  const query = Object.fromEntries(Object.entries(request.query).filter(([name]) => !cursors.includes(name)));
  return { ...request, query };
}
