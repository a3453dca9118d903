import type { Args, Result } from "./methods.ts";

/** Where an operation takes many names, and how many at once. */
export interface Batch {
  in: "body" | "path" | "query";
  /** Name of the list there; empty when the body is the list. */
  field: string;
  max: number;
}

type Chunk = Result & { items: unknown[] };

/** Makes the call that takes any number of names. */
export function createBatch(safe: (args: Args) => Promise<Result>, { in: place, field, max }: Batch) {
  return async ({ concurrency = 4, ...args }: Args & { concurrency?: number }): Promise<Chunk[]> => {
    const holder = args[place];
    const items = (field ? (holder as Record<string, unknown> | undefined)?.[field] : holder) as unknown[] | undefined;
    if (!Array.isArray(items)) throw new TypeError(`batch: ${place}${field && `.${field}`} is a list`);
    const chunks = Array.from({ length: Math.ceil(items.length / max) }, (_, index) =>
      items.slice(index * max, (index + 1) * max),
    );
    const results: Chunk[] = [];
    let next = 0;
    const work = async () => {
      for (let index = next++; index < chunks.length; index = next++) {
        const part = chunks[index] ?? [];
        const value = field ? { ...(holder as object), [field]: part } : part;
        results[index] = { items: part, ...(await safe({ ...args, [place]: value })) };
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, Math.min(concurrency, chunks.length)) }, work));
    return results;
  };
}
