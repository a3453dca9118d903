/** What has become of callbacks, as a test reads it. */
import type { CallbackName } from "@agora-chat-openapi/callbacks";
import type { CallbackBody, Delivery } from "../world/callbacks.ts";

/** How many deliveries are kept. */
const MOST = 1000;

/** A try to post a callback. */
export interface CallbackAttempt {
  /** In Unix ms by the app's clock. */
  at: number;
  /** What the receiver responded with. */
  status?: number;
  /** Why it does not count as received. */
  problem?: string;
}

/** One callback on its way to one rule. */
export interface CallbackDelivery {
  id: string;
  /** The id of the rule. */
  rule: string;
  name: CallbackName;
  /** As posted, without the signature. */
  body: CallbackBody;
  /** When it was raised, in Unix ms by the app's clock. */
  created: number;
  /** `waiting` to be sent or under way, `received`, `stored` after it failed, or `dropped` then. */
  state: "waiting" | "received" | "stored" | "dropped";
  attempts: CallbackAttempt[];
}

/** The latest deliveries of one app; they are not kept with `data`. */
export interface DeliveryLog {
  add(delivery: Delivery): void;
  attempted(id: string, attempt: CallbackAttempt): void;
  ended(id: string, state: CallbackDelivery["state"]): void;
  find(id: string): CallbackDelivery | undefined;
  /** The oldest first. */
  list(): CallbackDelivery[];
  clear(): void;
}

export function createDeliveryLog(): DeliveryLog {
  const entries = new Map<string, CallbackDelivery>();
  return {
    add({ id, rule, name, body, created }) {
      if (entries.has(id)) return;
      entries.set(id, { id, rule, name: name as CallbackName, body, created, state: "waiting", attempts: [] });
      const [oldest = ""] = entries.keys();
      if (entries.size > MOST) entries.delete(oldest);
    },
    attempted: (id, attempt) => void entries.get(id)?.attempts.push(attempt),
    ended(id, state) {
      const entry = entries.get(id);
      if (entry) entry.state = state;
    },
    find: (id) => entries.get(id),
    list: () => [...entries.values()].map((entry) => ({ ...entry, attempts: [...entry.attempts] })),
    clear: () => entries.clear(),
  };
}
