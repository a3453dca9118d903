/** Pages of threads and their members: each page that has items has a cursor, and an empty one is the end. */
import type { Placed, Rows } from "../../world/rows.ts";
import { cursorAt, placeOf } from "../page.ts";

export interface SortedQuery {
  limit: number;
  cursor?: string;
  sort: "asc" | "desc";
}

/** @throws Refusal for a cursor that no page gave */
export function rowsAround<Row>(rows: Rows<Row>, { limit, cursor, sort }: SortedQuery): Placed<Row>[] {
  return sort === "asc" ? rows.after(firstPlace(sort, cursor), limit) : rows.before(firstPlace(sort, cursor), limit);
}

/** The same of rows that are in no index, the oldest first. @throws Refusal for a cursor that no page gave */
export function sortedPage<Row>(rows: Placed<Row>[], { limit, cursor, sort }: SortedQuery): Placed<Row>[] {
  const begin = firstPlace(sort, cursor);
  if (sort === "asc") return rows.filter(({ place }) => place > begin).slice(0, limit);
  return rows
    .filter(({ place }) => place < begin)
    .reverse()
    .slice(0, limit);
}

function firstPlace(sort: SortedQuery["sort"], cursor: string | undefined): number {
  if (cursor !== undefined) return placeOf(cursor);
  return sort === "asc" ? 0 : Number.POSITIVE_INFINITY;
}

/** The cursor of the next page, be it an empty one. */
export function keptCursor(page: Placed<unknown>[]): { cursor?: string } {
  const last = page.at(-1);
  return last ? { cursor: cursorAt(last.place) } : {};
}
