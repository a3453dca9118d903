import type { CallTraits } from "./call-traits.ts";
import { type FileForm, toFileForm } from "./files.ts";
import { type EffectiveLimits, effectiveLimits } from "./limits.ts";
import type { CallOptions } from "./options.ts";

/** How a body is handed over: parsed, as text, whole as bytes, or as it comes. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** One call, with all that its attempts need. */
export interface Call extends EffectiveLimits {
  /** Another one for each call of the process. */
  id: number;
  method: string;
  traits: CallTraits;
  signal: AbortSignal | undefined;
  /** What limits an attempt: the time of the whole, or for files the time of each part. */
  timedBy: "timeoutMs" | "idleTimeoutMs";
  /** A form with files, in place of a body. */
  form: FileForm | undefined;
  parseAs: ParseAs;
}

/** What `call` makes a Call of. */
export interface CallInit extends CallOptions {
  body?: unknown;
  parseAs?: ParseAs | undefined;
  bodySerializer?: unknown;
}

let lastId = 0;

/** A call of an operation. @throws TypeError for a limit that is not a number, or a form whose parts are not files */
export function toCall(method: string, traits: CallTraits, init: CallInit, defaults: EffectiveLimits): Call {
  const limits = effectiveLimits(init, defaults);
  const { signal, body, parseAs = traits.isFile ? "blob" : "json" } = init;
  const isUpload = traits.body === "files";
  const isFile = isUpload || !isText(parseAs);
  const hasOwnForm = isUpload && !init.bodySerializer && !(body instanceof FormData);
  return {
    ...limits,
    deadlineMs: isFile ? (init.deadlineMs ?? Number.POSITIVE_INFINITY) : limits.deadlineMs,
    id: ++lastId,
    method,
    traits,
    signal: signal ?? undefined,
    timedBy: isFile ? "idleTimeoutMs" : "timeoutMs",
    form: hasOwnForm ? toFileForm(body) : undefined,
    parseAs,
  };
}

/** Whether a body is read as text. */
export function isText(parseAs: ParseAs): boolean {
  return parseAs === "json" || parseAs === "text";
}
