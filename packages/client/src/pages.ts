import { checkCount } from "./checks.ts";
import type { Args, Invoke } from "./methods.ts";

/** How an operation is read page by page. */
export interface PageTraits {
  /** The query parameter that chooses the page: a cursor where there is `next`, else a number from 1. */
  parameter: string;
  /** Pointer to the items in the response. */
  items: string;
  /** Pointer to the next cursor in the response. */
  next?: string;
}

type PageArgs = Args & { maxPages?: number };

/** Makes what reads a paged operation. */
export function createPages(invoke: Invoke, { parameter, items, next }: PageTraits) {
  const itemsOf = (page: unknown) => at(page, items) as unknown[];

  async function* pages({ maxPages = Number.POSITIVE_INFINITY, ...args }: PageArgs = {}): AsyncGenerator<unknown> {
    checkCount("maxPages", maxPages);
    const seen = new Set<string>();
    let position: unknown = args.query?.[parameter] ?? (next ? undefined : 1);
    for (let count = 0; count < maxPages; count++) {
      const page = await invoke({
        ...args,
        query: { ...args.query, ...(position !== undefined && { [parameter]: position }) },
      });
      // Without a cursor, a server that sends the same page again would never come to an end.
      const mark = next ? String(at(page, next) ?? "") : JSON.stringify(itemsOf(page));
      if (!itemsOf(page)?.length || (!next && seen.has(mark))) return;
      yield page;
      if (mark === "" || seen.has(mark)) return;
      seen.add(mark);
      position = next ? mark : Number(position) + 1;
    }
  }

  async function* each(args?: PageArgs): AsyncGenerator<unknown> {
    for await (const page of pages(args)) yield* itemsOf(page);
  }

  async function toArray({ limit, ...args }: PageArgs & { limit?: number } = {}): Promise<unknown[]> {
    checkCount("limit", limit);
    const list: unknown[] = [];
    for await (const item of each(args)) if (list.push(item) >= limit) break;
    return list;
  }

  return { pages, items: each, toArray };
}

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | null | undefined)?.[key], value);
}
