/** Removes what a run has created. */
import { ChatApiError, ChatNetworkError, type ErrorCode, type Settled } from "@agora-chat-openapi/client";
import type { CleanupCall } from "../journey.ts";
import { type Scope, within } from "../scope.ts";
import type { Session } from "../session.ts";

/** Something that is still there, or may be. */
export interface Leftover {
  /** The call that would remove it. */
  call: CleanupCall;
  /** Why it could not be removed. */
  reason: string;
}

/** A call in words, such as `deleteUser username=acv-k3f9x2ab-users-users-ada`. */
export function describeCall({ operationId, path }: CleanupCall): string {
  return [operationId, ...Object.entries(path).map(([name, value]) => `${name}=${value}`)].join(" ");
}

type Method = { safe(args: unknown): Promise<Settled<unknown, string>> };

/** The client's method for an operation, or undefined. */
function methodOf({ chat }: Session, operationId: string): Method | undefined {
  return Object.hasOwn(chat, operationId) ? (chat as unknown as Record<string, Method>)[operationId] : undefined;
}

/** Whether there is such an operation. */
export function isOperation(session: Session, operationId: string): boolean {
  return methodOf(session, operationId) !== undefined;
}

/**
 * Makes calls that remove something, one after the other, in the order given. What is not there counts as removed; a
 * service that is unreachable is not asked again.
 * @param onRemoved called for each that is gone
 * @returns what is left, and whether the service is unreachable or the time is up
 */
export async function removeAll(
  session: Session,
  calls: CleanupCall[],
  scope: Scope,
  onRemoved: (call: CleanupCall) => void,
): Promise<{ leftovers: Leftover[]; isStopped: boolean }> {
  const leftovers: Leftover[] = [];
  let stopReason: string | undefined;
  for (const call of calls) {
    const error = stopReason === undefined ? await removeOne(session, call, scope) : undefined;
    const reason = stopReason ?? (error && session.checker.redactor.text(error.message));
    if (reason === undefined) onRemoved(call);
    else leftovers.push({ call, reason });
    if (error instanceof ChatNetworkError || scope.stop.aborted) stopReason = reason ?? "there was no time left";
  }
  return { leftovers, isStopped: stopReason !== undefined };
}

/** @returns why it is still there, or undefined */
async function removeOne(session: Session, call: CleanupCall, scope: Scope): Promise<Error | undefined> {
  const { operationId, path } = call;
  const method = methodOf(session, operationId);
  if (!method) return new TypeError(`there is no operation ${operationId}`);
  try {
    const { error } = await within(scope, () => method.safe({ path, confirm: true, signal: scope.abort }));
    return error && !isNotFound(error) ? error : undefined;
  } catch (error) {
    return error as Error;
  }
}

/** What a 400 may say of users, push labels and templates that are not there. */
const NOT_FOUND: (ErrorCode | undefined)[] = ["management", "ResourceNotFoundException", "EntityNotFoundException"];

function isNotFound(error: Error): boolean {
  if (!(error instanceof ChatApiError)) return false;
  if (error.status === 400) return NOT_FOUND.includes(error.code);
  return error.status === 404 && error.code !== "organization_application_not_found";
}
