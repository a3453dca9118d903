/** A `fetch` that holds every response to the description. */
import { createRouter, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { checkResponse } from "@agora-chat-openapi/description/validate";

const description = readDescription();
const schemas = schemasOf(description);
const router = createRouter(operationsOf(description));

/** Throws where a response is not what the description says of its operation, but for those that are not there yet. */
export function checkedFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(request.clone());
    const problems = problemsOf(request.method, new URL(request.url).pathname, response, await response.clone().text());
    if (problems.length > 0) throw new Error(`${request.method} ${request.url}: ${problems.join("; ")}`);
    return response;
  };
}

/** What a response breaks of its operation, in sentences. */
export function problemsOf(
  method: string,
  path: string,
  { status, headers }: { status: number; headers?: Record<string, string> | Headers },
  body: string,
): string[] {
  const operation = router.find(method, path)?.operation;
  if (!operation || status === 501) return [];
  return checkResponse(schemas, operation, { status, body, ...(headers && { headers }) }).map(
    ({ rule, pointer, message }) => `${rule} at ${pointer || "the whole"}: ${message}`,
  );
}
