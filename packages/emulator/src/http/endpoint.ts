/** What is known of an operation before its first call. */
import { jsonContent, MULTIPART, type Operation } from "@agora-chat-openapi/description";
import { type DocumentedError, documentedErrors } from "@agora-chat-openapi/description/examples";
import type { Schemas } from "@agora-chat-openapi/description/schemas";
import type { Handler, Handlers, OperationId } from "../operations/handlers.ts";
import { type Frame, frameOf } from "./frame.ts";
import { createReader, type ReadCall } from "./input.ts";

export interface Endpoint {
  operation: Operation;
  /** Undefined where there is none yet. */
  handle: Handler<OperationId>;
  read: ReadCall;
  frame: Frame;
  /** Whether it is answered with a stored file. */
  isFile: boolean;
  /** Whether its calls bring files. */
  takesFiles: boolean;
  /** The errors that it documents, by name. */
  errors: ReadonlyMap<string, DocumentedError>;
  /** Names of the path parameters that name a user. */
  usernames: readonly string[];
}

const known = new WeakMap<Operation, Endpoint>();

/** Makes endpoints when they are first asked for, once for all emulators of a process. */
export function createEndpoints(schemas: Schemas, handlers: Handlers): (operation: Operation) => Endpoint {
  return (operation) => {
    const endpoint = known.get(operation) ?? createEndpoint(schemas, operation, handlers);
    known.set(operation, endpoint);
    return endpoint;
  };
}

function createEndpoint(schemas: Schemas, operation: Operation, handlers: Handlers): Endpoint {
  return {
    operation,
    handle: handlers[operation.id as OperationId] as Handler<OperationId>,
    read: createReader(schemas, operation),
    frame: frameOf(operation),
    isFile: !jsonContent(operation.responses.get("200")),
    takesFiles: operation.requestBody?.content.has(MULTIPART) ?? false,
    // Where an error stands under two statuses, the later is the one that the API's own pages give.
    errors: new Map(documentedErrors(operation).map((error) => [error.name, error])),
    usernames: operation.parameters
      .filter(({ in: place, schema }) => place === "path" && schema?.value["x-case-insensitive"] === true)
      .map(({ name }) => name),
  };
}
