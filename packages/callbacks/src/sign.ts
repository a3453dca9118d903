import { signatureOf } from "./signature.ts";

/** The fields of the signature. */
export interface Signed {
  callId: string;
  timestamp: number;
  security: string;
}

/**
 * Signs a callback as the service does, for tests. An id and the present time are made where the body has none.
 * @returns a copy of the body with `callId`, `timestamp` and `security`
 */
export function signCallback<T extends object>(
  body: T,
  { secret }: { secret: string },
): Omit<T, keyof Signed> & Signed {
  const { callId = `org#app_${crypto.randomUUID()}`, timestamp = Date.now() } = body as Partial<Signed>;
  return { ...body, callId, timestamp, security: signatureOf(callId, secret, timestamp) };
}
