const STATUS = { not_json: 400, not_signed: 400, wrong_signature: 401, too_old: 401, too_large: 413 } as const;

/** Why a request is not a callback to trust. */
export type CallbackErrorCode = keyof typeof STATUS;

/** A request that is not a callback of the service, or not one to accept. Its text holds no secret. */
export class CallbackError extends Error {
  override readonly name = "CallbackError";
  /** `not_json`, `not_signed` (a field of the signature is missing), `wrong_signature`, `too_old` or `too_large`. */
  readonly code: CallbackErrorCode;
  /** The HTTP status to respond with. */
  readonly status: number;

  constructor(code: CallbackErrorCode, message: string) {
    super(message);
    this.code = code;
    this.status = STATUS[code];
  }
}
