import { files } from "./files.ts";
import type { Methods } from "./generated/methods.ts";
import { createMethods } from "./methods.ts";
import { listOperations } from "./operations.ts";
import type { ClientOptions } from "./options.ts";
import { connect } from "./path-client.ts";
import type { PathClient } from "./path-types.ts";
import { createThrottle } from "./throttle.ts";

export type ChatClientOptions = ClientOptions & {
  /** Whether to keep within the documented rates by spacing calls. Turn it on where one process makes the calls. @default false */
  throttle?: boolean;
};

/** Two doors to the API: `chat.GET("/path", …)` resolves to a result, `chat.listThings(…)` to the data. */
export type ChatClient = PathClient &
  Methods & {
    /** How many calls wait for their turn: of one operation, or of all. Always 0 without `throttle`. */
    queued(operationId?: keyof Methods): number;
  };

/**
 * Makes a client for one app.
 *
 *     const chat = createChatClient({ host: "a61.chat.agora.io", org: "41117440", app: "383391", token });
 *     const { data, error } = await chat.GET("/chatrooms/{chatroom_id}/users", { params: { path: { chatroom_id } } });
 *     const members = await chat.listChatroomMembers({ path: { chatroom_id } });
 *
 * By path, a call resolves to `{ data }` or `{ error }`, the service's own error body, both with `response`. By
 * operation, it resolves to the data and rejects with a ChatApiError. Either way it rejects with another ChatError when
 * there was no answer, and with a TypeError when it would not have been the call that was meant.
 * @throws TypeError if an option is missing or malformed.
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const throttle = options.throttle ? createThrottle() : undefined;
  const operations = listOperations();
  const byCall = new Map(operations.map((info) => [`${info.method} ${info.path}`, info]));
  const client = connect(options, (call) => byCall.get(call) ?? { operationId: call, rates: [] }, throttle, files);
  const budgetsOf = (id: string) =>
    operations.find(({ operationId }) => operationId === id)?.rates.map(([budget]) => budget);
  const queued = (id?: keyof Methods) => throttle?.queued(id && budgetsOf(id)) ?? 0;
  return Object.assign(client, createMethods(client, operations), { queued });
}
