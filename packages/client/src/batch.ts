import type { Args, Result } from "./methods.ts";

/** Where an operation takes many names, and how many at once; the field is empty when the body is the list. */
export type Batch = readonly [place: "body" | "path" | "query", field: string, max: number];

type Chunk = Result & { items: unknown[] };

/** Makes the call that takes any number of names. */
export function createBatch(safe: (args: Args) => Promise<Result>, [place, field, max]: Batch) {
  return async ({ concurrency = 4, ...args }: Args & { concurrency?: number }): Promise<Chunk[]> => {
    const holder = args[place];
    const items = (field ? (holder as Record<string, unknown> | undefined)?.[field] : holder) as unknown[] | undefined;
    if (!Array.isArray(items)) throw new TypeError(`bad ${place} ${field}: no list`);
    const results: Chunk[] = [];
    let start = 0;
    const work = async () => {
      while (start < items.length) {
        const from = start;
        start += max;
        const part = items.slice(from, start);
        const value = field ? { ...(holder as object), [field]: part } : part;
        // A name that cannot be sent fails its own part, too.
        const result = await safe({ ...args, [place]: value }).catch((error) => ({ error }));
        results[from / max] = { items: part, ...result };
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
    return results;
  };
}
