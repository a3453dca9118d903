/** Responses that are errors, in the body that the API has for them. */
import type { DocumentedError } from "@agora-chat-openapi/description/examples";
import type { HttpResponse } from "@agora-chat-openapi/http";
import type { Refusal } from "../world/refuse.ts";
import { fill } from "../world/text.ts";
import type { Endpoint } from "./endpoint.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** When a call was answered, and how long it took. */
export interface Timing {
  /** Unix ms. */
  timestamp: number;
  /** In ms. */
  duration: number;
}

/** @throws Error for a refusal that the operation does not document, which is a fault of the emulator */
export function refusalResponse({ operation, errors }: Endpoint, refusal: Refusal, timing: Timing): HttpResponse {
  const error = errors.get(refusal.refusal);
  if (!error) throw new Error(`${operation.id} does not document the error ${refusal.refusal}`);
  return errorResponse(error, refusal, timing);
}

/** An error that is documented. */
export function errorResponse(error: DocumentedError, refusal: Refusal, timing: Timing): HttpResponse {
  const { status, extensions } = error;
  const pattern = extensions["x-message"];
  const body = {
    ...error.body,
    ...("timestamp" in error.body && timing),
    ...(pattern !== undefined && { error_description: fill(pattern, refusal.values) }),
  };
  return { status, headers: { ...JSON_TYPE, ...refusal.headers }, body: JSON.stringify(body) };
}

/** An error that no operation documents: of the emulator itself, or for what is no operation. */
export function failure(status: number, error: string, text: string, timing: Timing): HttpResponse {
  const body = { error, exception: "", ...timing, error_description: text };
  return { status, headers: JSON_TYPE, body: JSON.stringify(body) };
}
