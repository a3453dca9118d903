import { checkCount } from "./checks.ts";
import type { Args, Invoke } from "./invoke.ts";

/** How an operation is read page by page. */
export interface PageTraits {
  /** The query parameter that chooses the page: a cursor where there is `next`, else a number from 1. */
  parameter: string;
  /** Pointer to the items in the response. */
  items: string;
  /** Pointer to the next cursor in the response. */
  next?: string;
  /** Query parameters of which any chooses this way, where there are several. */
  when?: readonly string[];
}

type PageArgs = Args & { maxPages?: number };

/** Makes what reads a paged operation. The first way holds unless the query chooses another. */
export function createPages(invoke: Invoke, ways: readonly [PageTraits, ...PageTraits[]]) {
  const wayOf = ({ query = {} }: PageArgs) =>
    ways.find(({ when }) => when?.some((name) => query[name] !== undefined)) ?? ways[0];

  async function* pages({ maxPages = Number.POSITIVE_INFINITY, ...args }: PageArgs = {}): AsyncGenerator<unknown> {
    checkCount("maxPages", maxPages);
    const { parameter, items, next } = wayOf(args);
    const seen = new Set<string>();
    let position: unknown = args.query?.[parameter] ?? (next ? undefined : 1);
    for (let count = 0; count < maxPages; count++) {
      const page = await invoke({
        ...args,
        query: { ...args.query, ...(position !== undefined && { [parameter]: position }) },
      });
      const list = at(page, items) as unknown[] | undefined;
      // Without a cursor, a server that sends the same page again would never come to an end.
      const mark = next ? String(at(page, next) ?? "") : JSON.stringify(list);
      if (!list?.length || (!next && seen.has(mark))) return;
      yield page;
      if (mark === "" || seen.has(mark)) return;
      seen.add(mark);
      position = next ? mark : Number(position) + 1;
    }
  }

  async function* each(args: PageArgs = {}): AsyncGenerator<unknown> {
    const { items } = wayOf(args);
    for await (const page of pages(args)) yield* at(page, items) as unknown[];
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
