/** Removes what a run has made. */
import { ChatApiError, ChatNetworkError, type ErrorCode, type Settled } from "@agora-chat-openapi/client";
import type { Made } from "../journey.ts";
import { type Scope, within } from "../scope.ts";
import type { Session } from "../session.ts";

/** A thing that is still there, or may be. */
export interface Left {
  thing: Made;
  /** Why it could not be removed. */
  reason: string;
}

/** A thing in words, such as `deleteUser username=acv-k3f9x2ab-users-ada`. */
export function describe({ undo, path }: Made): string {
  return [undo, ...Object.entries(path).map(([name, value]) => `${name}=${value}`)].join(" ");
}

type Undo = { safe(args: unknown): Promise<Settled<unknown, string>> };

/** The operation of that id, or undefined. */
function undoOf({ chat }: Session, id: string): Undo | undefined {
  return Object.hasOwn(chat, id) ? (chat as unknown as Record<string, Undo>)[id] : undefined;
}

/** Whether there is such an operation. */
export function isOperation(session: Session, id: string): boolean {
  return undoOf(session, id) !== undefined;
}

/**
 * Removes things one after the other, in the order given. What is not there counts as removed; a service that is gone
 * is not asked again.
 * @param onRemoved called for each that is gone
 * @returns what is left, and whether the service is gone or the time is up
 */
export async function removeAll(
  session: Session,
  things: Made[],
  scope: Scope,
  onRemoved: (thing: Made) => void,
): Promise<{ left: Left[]; isOver: boolean }> {
  const left: Left[] = [];
  let gone: string | undefined;
  for (const thing of things) {
    const error = gone === undefined ? await removeOne(session, thing, scope) : undefined;
    const reason = gone ?? (error && session.checker.redactor.text(error.message));
    if (reason === undefined) onRemoved(thing);
    else left.push({ thing, reason });
    if (error instanceof ChatNetworkError || scope.ending.aborted) gone = reason;
  }
  return { left, isOver: gone !== undefined };
}

/** @returns why it is still there, or undefined */
async function removeOne(session: Session, { undo, path }: Made, scope: Scope): Promise<Error | undefined> {
  const operation = undoOf(session, undo);
  if (!operation) return new TypeError(`there is no operation ${undo}`);
  try {
    const { error } = await within(scope, () => operation.safe({ path, confirm: true }));
    return error && !isGone(error) ? error : undefined;
  } catch (error) {
    return error as Error;
  }
}

/** What a 400 may say of users, push labels and templates that are not there. */
const NOT_THERE: (ErrorCode | undefined)[] = ["management", "ResourceNotFoundException", "EntityNotFoundException"];

function isGone(error: Error): boolean {
  if (!(error instanceof ChatApiError)) return false;
  if (error.status === 400) return NOT_THERE.includes(error.code);
  return error.status === 404 && error.code !== "organization_application_not_found";
}
