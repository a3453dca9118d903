/** How many calls a budget allows in any window of that length, in ms. */
export interface RateWindow {
  limit: number;
  windowMs: number;
}

/** What the description allows of an operation. Operations of a group share one budget. */
export interface RateLimit {
  group?: string;
  windows: readonly RateWindow[];
}

/** What is out of the ordinary about a call. */
export interface OperationTraits {
  /** The request is url-encoded, or a form with files. */
  body?: "form" | "files";
  /** The response is a file. */
  isFile?: true;
  /** Pointers to 64-bit integers in the response and in the request. */
  int64?: readonly string[];
  int64Body?: readonly string[];
  /** It removes more than the one thing it names. */
  isDestructive?: true;
  /** False where each repetition does something else. */
  isIdempotent?: false;
}

/** What is known of a call besides its method and path. */
export interface CallTraits extends OperationTraits {
  /** `METHOD /path` where it is not known. */
  operationId: string;
  rate?: RateLimit;
}
