/** The first call: whether there is a service, an app, and a token that it takes. */
import { ChatAbortError, ChatApiError, ChatNetworkError, ChatTimeoutError } from "@agora-chat-openapi/client";
import { UnreachableError } from "../errors.ts";
import { type Scope, within } from "./scope.ts";
import type { Session } from "./session.ts";

/** The longest wait for a response, in ms, retries included. */
const DEADLINE = 20_000;

const listOneGroup = ({ chat }: Session, scope: Scope) =>
  within(scope, () => chat.listChatgroups.safe({ deadlineMs: DEADLINE, query: { limit: 1 }, signal: scope.abort }));

/** Whether the service responds, whatever the response is. */
export async function isReachable(session: Session, scope: Scope): Promise<boolean> {
  const { error } = await listOneGroup(session, scope);
  return !(error instanceof ChatNetworkError || error instanceof ChatTimeoutError);
}

/**
 * Asks for one page of groups.
 * @param tokenName how the user knows the token, such as `$AGORA_TOKEN`
 * @throws UnreachableError when there is no response, the app is unknown or the token is refused. Any other response is for the journeys to judge.
 */
export async function signIn(session: Session, tokenName: string, scope: Scope): Promise<void> {
  const { checker, deployment } = session;
  const { baseUrl, org, app } = deployment;
  const { error } = await listOneGroup(session, scope);
  if (error instanceof ChatAbortError) scope.stop.throwIfAborted();
  if (error instanceof ChatNetworkError || error instanceof ChatTimeoutError) {
    scope.stop.throwIfAborted();
    const reason = error.message.replace(/^\w+: /, "");
    throw new UnreachableError(checker.redactor.text(`could not reach ${baseUrl}: ${reason}`));
  }
  if (!(error instanceof ChatApiError)) return;
  if (error.status === 401 || error.status === 403) {
    const said = error.description || error.code || "";
    throw new UnreachableError(
      checker.redactor.text(`${baseUrl} refused the token of ${tokenName}: ${error.status} ${said}`.trim()),
    );
  }
  if (error.code === "organization_application_not_found") {
    throw new UnreachableError(`${baseUrl} has no app ${org}#${app}`);
  }
}
