/** What an app holds of threads. Rows are replaced, never changed in place. Times are Unix milliseconds. */
import type { TableDefinition } from "./table.ts";

/** A side conversation about a message of a chat group. Its id is one that no group or room has. */
export interface Thread {
  readonly id: string;
  readonly name: string;
  /** Who started it, whether or not they are still in it. */
  readonly owner: string;
  /** The message that it hangs on. */
  readonly message: string;
  readonly group: string;
  readonly created: number;
}

export interface ThreadMember {
  readonly thread: string;
  readonly user: string;
}

export const THREADS: TableDefinition<Thread, "all" | "group" | "message"> = {
  key: ({ id }) => id,
  by: { all: () => "", group: ({ group }) => group, message: ({ message }) => message },
};
export const THREAD_MEMBERS: TableDefinition<ThreadMember, "thread" | "user"> = {
  key: ({ thread, user }) => [thread, user],
  by: { thread: ({ thread }) => thread, user: ({ user }) => user },
};
