/** Errors that the mock finds itself, in the API's own error bodies. */
import type { Operation } from "@agora-chat-openapi/description";
import { errorExample } from "@agora-chat-openapi/description/examples";
import type { HttpResponse } from "@agora-chat-openapi/http";

/** The documented error codes that say what is wrong with a request. */
const CODES = {
  400: "illegal_argument",
  403: "forbidden_op",
  404: "service_resource_not_found",
  413: "Request Entity Too Large",
  415: "web_application",
  500: "INTERNAL_SERVER_ERROR",
} as const;

export type ErrorStatus = keyof typeof CODES;

/** Makes error responses; those of operations come first, whose examples tell best what its errors look like. */
export type ErrorResponse = (status: number, message: string, code?: string, of?: Operation) => HttpResponse;

/** @returns a maker of responses: the documented example of an error, its description replaced by what is wrong here */
export function errorResponses(operations: readonly Operation[]): ErrorResponse {
  return (status, message, code, of) => {
    const known = status in CODES ? (status as ErrorStatus) : undefined;
    const candidates = of ? [of, ...operations] : operations;
    // What only a server without an API says, such as 431, looks like a wrong request.
    const example = errorExample(candidates, known ?? 400, code ?? CODES[known ?? 400]);
    return {
      status,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...example, error_description: message }),
    };
  };
}
