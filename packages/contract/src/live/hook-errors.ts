/** What a hook throws says something of the run, not of the call that it ends. */
import { type ChatClient, ChatHookError } from "@agora-chat-openapi/client";

type Call = (...args: unknown[]) => Promise<{ error?: unknown }>;
type Operation = Call & { safe: Call };

const METHODS = ["GET", "PUT", "POST", "DELETE"];

/** What a hook threw in place of the error that the client makes of it. */
export function hookCauseOf(error: unknown): unknown {
  return error instanceof ChatHookError ? error.cause : error;
}

/** A client whose calls reject with what a hook threw itself, those by path and by `.safe` as well. */
export function rethrowingHookErrors(chat: ChatClient): ChatClient {
  return new Proxy(chat, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (METHODS.includes(String(name))) return rethrowing(value as Call);
      return "safe" in value ? rethrowingOperation(value as Operation) : value;
    },
  });
}

/** A call that resolves to its outcome. */
function rethrowing(call: Call): Call {
  return async (...args) => {
    const outcome = await call(...args);
    if (outcome.error instanceof ChatHookError) throw outcome.error.cause;
    return outcome;
  };
}

function rethrowingOperation(operation: Operation): Operation {
  const call: Call = async (...args) => {
    try {
      return await operation(...args);
    } catch (error) {
      throw hookCauseOf(error);
    }
  };
  return Object.assign(call, operation, { safe: rethrowing(operation.safe) });
}
