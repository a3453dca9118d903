import { Caller } from "./caller.ts";
import type { Methods } from "./generated/methods.ts";
import { withMethods } from "./methods.ts";
import { operationsById, traitsOf } from "./operations.ts";
import type { ClientOptions } from "./options.ts";
import { toPathClient } from "./path-client.ts";
import type { PathClient } from "./path-types.ts";
import { Throttle } from "./throttle.ts";

export type ChatClientOptions = ClientOptions & {
  /** Whether to keep within the documented rates. Turn it on where one process makes the calls. @default false */
  throttle?: boolean | undefined;
};

/** Calls of the API in two ways: `chat.GET("/path", …)` resolves to a result, `chat.listThings(…)` to the data. */
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
 * A call that would not be what was meant, such as one with an empty name, rejects with a TypeError before it is sent.
 * Whatever else goes wrong: by path, and with `.safe`, a call resolves to `{ error }`; by operation it rejects with a
 * ChatError.
 * @throws TypeError if an option is missing or malformed.
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const throttle = options.throttle ? new Throttle() : undefined;
  const caller = new Caller(options, traitsOf, throttle);
  const queued = (operationId?: keyof Methods) => {
    const { rate } = operationsById().get(operationId ?? "") ?? {};
    return throttle?.queued(rate?.group ?? operationId) ?? 0;
  };
  return withMethods(Object.assign(toPathClient(caller), { queued }), caller);
}
