import { ChatApiError } from "@agora-chat-openapi/client";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { type DocumentedError, documentedErrors } from "@agora-chat-openapi/description/examples";

const operations = new Map(operationsOf(readDescription()).map((operation) => [operation.id, operation]));

/** The name of the documented error that a call is refused with, or what it was answered with else. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    return `answered: ${JSON.stringify(await call)}`;
  } catch (error) {
    if (!(error instanceof ChatApiError)) throw error;
    return nameOf(error) ?? `no documented error: ${error.message}`;
  }
}

function nameOf({ operationId, status, code, description }: ChatApiError): string | undefined {
  const operation = operations.get(operationId);
  const documented = operation ? documentedErrors(operation) : [];
  return documented.find(
    (error) => error.status === status && error.body["error"] === code && textOf(error).test(description),
  )?.name;
}

/** What the text of an error looks like, with anything in its places. */
function textOf({ body, extensions }: DocumentedError): RegExp {
  const pattern = extensions["x-message"] ?? String(body["error_description"]);
  const parts = pattern.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`);
}
