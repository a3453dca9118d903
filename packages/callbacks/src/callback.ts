import type { CallbackBodies, CallbackReplies } from "./generated/callbacks.ts";
import { families } from "./generated/matches.ts";

/** Names of the documented callbacks. */
export type CallbackName = keyof CallbackBodies;
/** Names of those that ask before a message is delivered. */
export type QuestionName = keyof CallbackReplies;

interface Received<Name extends string, Body> {
  /** Which callback it is; `unknown` for one that this version of the package does not know. */
  name: Name;
  /** The same however often the service sends the callback. */
  callId: string;
  /** When the service took in what it tells of, in Unix ms. */
  timestamp: number;
  /** Whether `seen` knew the id. */
  repeated: boolean;
  /** The body as posted: of the documented shape, which is not checked. */
  body: Body;
}

/** A callback that is not documented, or not yet known here. */
export type UnknownCallback = Received<"unknown", Record<string, unknown>>;

/** A documented callback: of one name, or of any. Its body narrows by its `name`. */
export type KnownCallback<N extends CallbackName = CallbackName> = { [K in N]: Received<K, CallbackBodies[K]> }[N];

/** What `readCallback` resolves to. */
export type Callback = KnownCallback | UnknownCallback;

/** The name of the callback that a body is of. */
export function nameOf(body: object): CallbackName | "unknown" {
  for (const [place, names, ...conditions] of families) {
    const literal = valueAt(body, place);
    const holds = conditions.every(([at, ...values]) => values.includes(valueAt(body, at) as string | undefined));
    if (typeof literal === "string" && holds && Object.hasOwn(names, literal)) return names[literal] as CallbackName;
  }
  return "unknown";
}

function valueAt(body: unknown, place: string): unknown {
  return place
    .split(".")
    .reduce((value, key) => (value as Record<string, unknown> | null | undefined)?.[key] ?? undefined, body);
}
