import type { Args, Invoke } from "./methods.ts";

/**
 * How an operation is read page by page: the query parameter that chooses the page, where the items are, and where the
 * next cursor is. Without a cursor, pages are numbered from 1.
 */
export type Page = readonly [param: string, items: string, next?: string];

type PageArgs = Args & { maxPages?: number };

/** Makes the two iterators of a paged operation. */
export function createPages(invoke: Invoke, [param, items, next]: Page) {
  const itemsOf = (answer: unknown) => at(answer, items) as unknown[];

  async function* pages({ maxPages = Number.POSITIVE_INFINITY, ...args }: PageArgs = {}): AsyncGenerator<unknown> {
    const seen = new Set<string>();
    let position: unknown = args.query?.[param] ?? (next ? undefined : 1);
    for (let page = 0; page < maxPages; page++) {
      const answer = await invoke({
        ...args,
        query: { ...args.query, ...(position !== undefined && { [param]: position }) },
      });
      // Without a cursor, a server that answers the same page again would never come to an end.
      const mark = next ? String(at(answer, next) ?? "") : JSON.stringify(itemsOf(answer));
      if (!itemsOf(answer)?.length || (!next && seen.has(mark))) return;
      yield answer;
      if (mark === "" || seen.has(mark)) return;
      seen.add(mark);
      position = next ? mark : Number(position) + 1;
    }
  }

  async function* each(args?: PageArgs): AsyncGenerator<unknown> {
    for await (const answer of pages(args)) yield* itemsOf(answer);
  }

  return { pages, items: each };
}

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | null | undefined)?.[key], value);
}
