import { ChatApiError } from "@agora-chat-openapi/client";
import { type Operation, operationsOf, readDescription } from "@agora-chat-openapi/description";
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
  return operation && documentedNameOf(operation, status, { error: code, error_description: description });
}

/** The name of the documented error of an operation that a response is; of several, the one that says most of the text. */
export function documentedNameOf(
  operation: Pick<Operation, "responses">,
  status: number,
  { error: code, error_description: text = "" }: { error?: unknown; error_description?: unknown },
): string | undefined {
  const fitting = documentedErrors(operation).filter(
    (error) => error.status === status && error.body["error"] === code && patternOf(error).test(String(text)),
  );
  return fitting.sort((one, other) => literalLength(other) - literalLength(one))[0]?.name;
}

function textOf({ body, extensions }: DocumentedError): string {
  return extensions["x-message"] ?? String(body["error_description"] ?? "");
}

/** What the text of an error looks like, with anything in its places. */
function patternOf(error: DocumentedError): RegExp {
  const parts = textOf(error)
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`);
}

function literalLength(error: DocumentedError): number {
  return textOf(error).replace(/\{\w+\}/g, "").length;
}
