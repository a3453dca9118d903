import { setTimeout as sleep } from "node:timers/promises";
import type { StreamedResponse } from "@agora-chat-openapi/http";
import type { Endpoint } from "./endpoint.ts";
import { failure, type Timing } from "./failure.ts";
import { errorOfFault, type Fault } from "./faults.ts";

/** Cuts the connection. */
const DROPPED: StreamedResponse = { status: 0 };

/**
 * Lets a fault strike a call.
 * @param timing tells when the call was answered, by the app's clock
 * @param respond does what the call asks for
 */
export async function strike(
  fault: Fault,
  { operation }: Endpoint,
  timing: () => Promise<Timing>,
  respond: () => Promise<StreamedResponse>,
): Promise<StreamedResponse> {
  const { delayMs = 0, drop, status, body } = fault;
  if (delayMs > 0) await sleep(delayMs);
  if (drop === "before") return DROPPED;
  if (body !== undefined) return json(status ?? 200, body);
  const error = errorOfFault(fault, operation);
  if (error) return json(error.status, { ...error.body, ...("timestamp" in error.body && (await timing())) });
  if (status !== undefined) return failure(status, "fault", "the emulator was told to respond so", await timing());
  const response = await respond();
  return drop === "after" ? DROPPED : response;
}

function json(status: number, body: unknown): StreamedResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
