/** What users have asked of each other, and is not answered yet. */
import type { TableDefinition } from "./table.ts";

export interface Request {
  /** To be a contact, to be let into a group, or to come into one. */
  readonly kind: "contact" | "join" | "invitation";
  readonly from: string;
  /** Who is asked; "" where those are who run the group. */
  readonly to: string;
  /** The group; "" where it is about none. */
  readonly channel: string;
}

export const REQUESTS: TableDefinition<Request, "from" | "to" | "channel"> = {
  key: ({ kind, channel, from, to }) => [kind, channel, from, to],
  by: { from: ({ from }) => from, to: ({ to }) => to, channel: ({ channel }) => channel },
};
