import { type Callback, nameOf } from "./callback.ts";
import { CallbackError } from "./errors.ts";
import { type CallbackRequest, readJson } from "./request.ts";
import { isSame, signatureOf } from "./signature.ts";

/** How to read callbacks. */
export interface ReadOptions {
  /** The secret of the callback rule, from the console; several where several rules post to one place. */
  secret: string | readonly string[];
  /**
   * The oldest callback to accept, in ms. Any age by default: the service sends stored callbacks again for three days,
   * with their first time.
   */
  maxAgeMs?: number;
  /**
   * Says whether a `callId` was there before. It is asked once the signature is known to be right, and answers for
   * `repeated`; nothing is refused for it.
   */
  seen?: (callId: string) => boolean | Promise<boolean>;
  /** The longest body to read from a stream, in bytes; 1,000,000 by default. */
  maxBytes?: number;
}

/**
 * Reads a callback and verifies its signature.
 *
 * The signature proves that the sender of `callId` and `timestamp` knows the secret. It covers no other field: whoever
 * can read or change a callback on its way can put another body under it. Receive callbacks over HTTPS alone.
 *
 * @throws CallbackError when the request is not a callback, its signature is wrong, or it is too old
 * @throws TypeError when there is no secret
 */
export async function readCallback(request: CallbackRequest, options: ReadOptions): Promise<Callback> {
  const secrets = secretsOf(options);
  const body = await readJson(request, options.maxBytes ?? 1_000_000);
  const { callId, timestamp } = verify(body, secrets);
  const age = Date.now() - timestamp;
  if (options.maxAgeMs !== undefined && age > options.maxAgeMs) {
    throw new CallbackError("too_old", `the callback is ${age} ms old`);
  }
  const repeated = (await options.seen?.(callId)) ?? false;
  return { name: nameOf(body as object), callId, timestamp, repeated, body } as Callback;
}

function secretsOf({ secret }: ReadOptions): string[] {
  const secrets = [secret].flat();
  // With an empty secret anybody could sign.
  if (secrets.length > 0 && secrets.every(Boolean)) return secrets;
  throw new TypeError("`secret` must be the secret of the callback rule, and is empty");
}

function verify(body: unknown, secrets: string[]): { callId: string; timestamp: number } {
  const { callId, timestamp, security } = (body ?? {}) as Record<string, unknown>;
  if (typeof callId !== "string" || !/^\d{1,16}$/.test(String(timestamp)) || typeof security !== "string") {
    throw new CallbackError("not_signed", "callId, timestamp or security is missing or malformed");
  }
  // Each is compared, so that time does not tell which secret came close.
  const fits = secrets.map((secret) => isSame(signatureOf(callId, secret, timestamp as number | string), security));
  if (fits.includes(true)) return { callId, timestamp: Number(timestamp) };
  throw new CallbackError("wrong_signature", "the signature is wrong");
}
