/** Finds what a run has created by the names of things, also what is on no ledger. */
import { ChatApiError } from "@agora-chat-openapi/client";
import { operationsOf } from "@agora-chat-openapi/description";
import type { CleanupCall } from "../journey.ts";
import { isNameOf } from "../run-prefix.ts";
import { type Scope, within } from "../scope.ts";
import type { Session } from "../session.ts";

/** Lists one kind of thing. */
type Finder = (
  session: Session,
  isOurs: (name: string | undefined) => boolean,
  signal: AbortSignal,
) => AsyncIterable<CleanupCall>;

/**
 * Looks through all users, groups, rooms and push labels of an app for those of a run. Threads go with their group.
 * @returns what to remove, in the order in which to do so
 * @throws ChatError when a list cannot be read
 */
export async function findLeftovers(session: Session, run: string, scope: Scope): Promise<CleanupCall[]> {
  const isOurs = (name: string | undefined) => isNameOf(run, name);
  const found: CleanupCall[] = [];
  for (const find of [groups, rooms, labels, users]) {
    found.push(...(await within(scope, () => all(find(session, isOurs, scope.abort)))));
  }
  return found;
}

/** Everything; nothing of a kind that is switched off in the app. */
async function all(calls: AsyncIterable<CleanupCall>): Promise<CleanupCall[]> {
  const found: CleanupCall[] = [];
  try {
    for await (const call of calls) found.push(call);
  } catch (error) {
    if (!(error instanceof ChatApiError && error.status === 403)) throw error;
  }
  return found;
}

const groups: Finder = async function* (session, isOurs, signal) {
  const query = largestPage(session, "listChatgroups");
  const ofApp = `${session.deployment.org}#${session.deployment.app}_`;
  for await (const { groupid, groupname, owner } of session.chat.listChatgroups.items({ query, signal })) {
    if (isOurs(groupname) || isOurs(owner?.replace(ofApp, ""))) {
      yield { operationId: "deleteChatgroup", path: { group_id: groupid } };
    }
  }
};

const rooms: Finder = async function* (session, isOurs, signal) {
  const query = largestPage(session, "listChatrooms");
  for await (const { id, name, owner } of session.chat.listChatrooms.items({ query, signal })) {
    if (isOurs(name) || isOurs(owner)) yield { operationId: "deleteChatroom", path: { chatroom_id: id } };
  }
};

const labels: Finder = async function* (session, isOurs, signal) {
  const query = largestPage(session, "listPushLabels");
  for await (const { name } of session.chat.listPushLabels.items({ query, signal })) {
    if (isOurs(name)) yield { operationId: "deletePushLabel", path: { label_name: name } };
  }
};

const users: Finder = async function* (session, isOurs, signal) {
  const query = largestPage(session, "listUsers");
  for await (const { username } of session.chat.listUsers.items({ query, signal })) {
    if (isOurs(username)) yield { operationId: "deleteUser", path: { username } };
  }
};

/** The query for the largest pages of a list, as far as the description knows. */
function largestPage({ checker: { description } }: Session, operationId: string): { limit?: number } {
  const operation = operationsOf(description).find(({ id }) => id === operationId);
  const maximum = operation?.parameters.find(({ name }) => name === "limit")?.schema?.value["maximum"];
  return typeof maximum === "number" ? { limit: maximum } : {};
}
