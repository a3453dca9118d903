import { checkCount, checkPath } from "./checks.ts";
import type { Args, Safe } from "./invoke.ts";
import type { Outcome } from "./outcome.ts";

/** How an operation takes many names. */
export interface BatchTraits {
  /** Where the names are. */
  in: "body" | "path" | "query";
  /** Their field or parameter; empty where the body is the list. */
  field: string;
  /** How many fit in one call. */
  max: number;
}

type BatchArgs = Args & { concurrency?: number };
type Chunk = Outcome & { items: unknown[] };

/** Makes the call that takes any number of names. It rejects with a TypeError before anything is sent, or with what the caller's fetch throws for good. */
export function createBatch(operationId: string, safe: Safe, { in: place, field, max }: BatchTraits) {
  return async ({ concurrency = 4, ...args }: BatchArgs = {}): Promise<Chunk[]> => {
    const holder = args[place];
    const items: unknown = field ? Object(holder)[field] : holder;
    try {
      checkCount("concurrency", concurrency);
      if (!Array.isArray(items)) throw new TypeError(`${place}${field && `.${field}`} is a list`);
      if (place === "path" && items.length > 0) checkPath(`{${field}}`, { [field]: items });
    } catch (error) {
      throw new TypeError(`${operationId}: ${(error as Error).message}`);
    }
    const chunks: Chunk[] = [];
    let next = 0;
    const work = async () => {
      while (next < items.length) {
        const start = next;
        next += max;
        const part = items.slice(start, next);
        const value = field ? { ...Object(holder), [field]: part } : part;
        chunks[start / max] = { items: part, ...(await safe({ ...args, [place]: value })) };
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, Math.ceil(items.length / max)) }, work));
    return chunks;
  };
}
