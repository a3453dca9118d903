/** Pages of lists. */
import { refuse } from "../world/refuse.ts";
import type { Placed, Rows } from "../world/rows.ts";

/** Where the next page begins, as callers see it. */
export interface CursorQuery {
  limit: number;
  cursor?: string;
}

export interface CursorPage<Row> {
  rows: Row[];
  /** To be put into a response: the next cursor, or nothing on the last page. */
  next: { cursor?: string };
}

/** A page, newest first, that is read on by its cursor. @throws Refusal for a cursor that no page gave */
export function newestPage<Row>(rows: Rows<Row>, { limit, cursor }: CursorQuery): CursorPage<Row> {
  return toPage(rows.before(!cursor ? Number.POSITIVE_INFINITY : placeOf(cursor), limit + 1), limit);
}

/** A page, oldest first, that is read on by its cursor. @throws Refusal for a cursor that no page gave */
export function oldestPage<Row>(rows: Rows<Row>, { limit, cursor }: CursorQuery): CursorPage<Row> {
  return toPage(rows.after(!cursor ? 0 : placeOf(cursor), limit + 1), limit);
}

function toPage<Row>(found: Placed<Row>[], limit: number): CursorPage<Row> {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last ? { cursor: cursorAt(last.place) } : {};
  return { rows: page.map(({ row }) => row), next };
}

/**
 * A page of a list of users, newest first.
 * @param unpaged how many users come where no page is asked for
 */
export function namePage(
  rows: Rows<{ readonly user: string }>,
  { pageSize, cursor }: { pageSize?: number; cursor?: string },
  unpaged: number,
): { data: string[]; cursor?: string } {
  const isPaged = pageSize !== undefined || cursor !== undefined;
  const page = newestPage(rows, { limit: pageSize ?? unpaged, ...(cursor !== undefined && { cursor }) });
  return { data: page.rows.map(({ user }) => user), ...(isPaged && page.next) };
}

/** The rows of a numbered page. */
export function numberedPage(pagenum: number, pagesize: number): [limit: number, skipped: number] {
  return [pagesize, (pagenum - 1) * pagesize];
}

export function cursorAt(place: number): string {
  return Buffer.from(String(place)).toString("base64url");
}

/** @throws Refusal for a cursor that no page gave */
export function placeOf(cursor: string): number {
  const text = Buffer.from(cursor, "base64url").toString();
  if (!/^\d{1,15}$/.test(text)) throw refuse("IllegalArgument", { reason: "the cursor is not one that a page gave" });
  return Number(text);
}
