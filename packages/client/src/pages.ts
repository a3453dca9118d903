import type { Args, Invoke } from "./methods.ts";

/**
 * A way to read an operation page by page: the query parameter that chooses the page, where the items are, where the
 * next cursor is, and which query parameters choose this way. Without a cursor, pages are numbered from 1.
 */
export type Page = readonly [param: string, items: string, next?: string, when?: readonly string[]];

type PageArgs = Args & { maxPages?: number };

/** Makes the two iterators of a paged operation. The first way holds unless the query chooses another. */
export function createPages(invoke: Invoke, ways: readonly [Page, ...Page[]]) {
  const wayOf = ({ query = {} }: PageArgs) =>
    ways.find(([, , , when]) => when?.some((name) => query[name] !== undefined)) ?? ways[0];

  async function* pages({ maxPages = Number.POSITIVE_INFINITY, ...args }: PageArgs = {}): AsyncGenerator<unknown> {
    const [param, items, next] = wayOf(args);
    const seen = new Set<string>();
    let position: unknown = args.query?.[param] ?? (next ? undefined : 1);
    for (let page = 0; page < maxPages; page++) {
      const answer = await invoke({
        ...args,
        query: { ...args.query, ...(position !== undefined && { [param]: position }) },
      });
      const list = at(answer, items) as unknown[];
      // Without a cursor, a server that answers the same page again would never come to an end.
      const mark = next ? String(at(answer, next) ?? "") : JSON.stringify(list);
      if (!list?.length || (!next && seen.has(mark))) return;
      yield answer;
      if (mark === "" || seen.has(mark)) return;
      seen.add(mark);
      position = next ? mark : Number(position) + 1;
    }
  }

  async function* each(args: PageArgs = {}): AsyncGenerator<unknown> {
    const [, items] = wayOf(args);
    for await (const answer of pages(args)) yield* at(answer, items) as unknown[];
  }

  return { pages, items: each };
}

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | null | undefined)?.[key], value);
}
