import { Caller, type CallMethod } from "./caller.ts";
import type { ChatApiError } from "./errors.ts";
import { callTraits } from "./generated/call-traits.ts";
import type { ClientOptions } from "./options.ts";
import type { Outcome } from "./outcome.ts";
import type { PathClient } from "./path-types.ts";
import type { RequestInput } from "./request-options.ts";

/**
 * Makes a client that calls by path alone: the smaller half of `createChatClient`. It knows no rates.
 *
 * A call resolves to `{ data }` or `{ error }`: the service's own error body, or a ChatError where there is none.
 * @throws TypeError if an option is missing or malformed. Calls reject with a TypeError when they would not be what was
 * meant, and never with anything else.
 */
export function createPathClient(options: ClientOptions): PathClient {
  const traitsOf = (method: string, path: string) => {
    const call = `${method} ${path}`;
    return { operationId: call, ...callTraits[call] };
  };
  return toPathClient(new Caller(options, traitsOf));
}

/** The calls by path of a caller. */
export function toPathClient(caller: Caller): PathClient {
  const callBy = (method: CallMethod) => (path: string, input?: RequestInput) =>
    caller.call(method, path, input).then(toPathResult);
  const client = {
    GET: callBy("GET"),
    PUT: callBy("PUT"),
    POST: callBy("POST"),
    DELETE: callBy("DELETE"),
    use: caller.use.bind(caller),
    eject: caller.eject.bind(caller),
  };
  return client as unknown as PathClient;
}

/** The error of a service that has a body of its own is that body. */
function toPathResult(outcome: Outcome): unknown {
  const { body } = Object(outcome.error) as Partial<ChatApiError>;
  return Object(body) === body ? { error: body, response: outcome.response } : outcome;
}
