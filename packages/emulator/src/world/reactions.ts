/** What an app holds of reactions. Rows are replaced, never changed in place. Times are Unix milliseconds. */
import type { TableDefinition } from "./table.ts";

/** An emoji on a message, whoever added it. */
export interface Reaction {
  readonly id: string;
  readonly message: string;
  readonly emoji: string;
  readonly created: number;
  readonly changed: number;
}

/** That a user added an emoji to a message. */
export interface ReactionUser {
  /** The id of the reaction. */
  readonly reaction: string;
  readonly message: string;
  readonly emoji: string;
  readonly user: string;
}

export const REACTIONS: TableDefinition<Reaction, "message"> = {
  key: ({ message, emoji }) => [message, emoji],
  by: { message: ({ message }) => message },
};
export const REACTION_USERS: TableDefinition<ReactionUser, "reaction" | "message" | "user"> = {
  key: ({ reaction, user }) => [reaction, user],
  by: { reaction: ({ reaction }) => reaction, message: ({ message }) => message, user: ({ user }) => user },
};
