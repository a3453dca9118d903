import type { Readable } from "node:stream";
import type { StoredRow } from "../world/world.ts";

/** `org#app`. */
export type AppKey = string;

/** The last commit of an app. */
export interface Commit {
  /** How many commits it has behind it; 0 is a new app. */
  readonly version: number;
  /** The id of the turn that made it, or "" before the first. */
  readonly turn: string;
}

/** An app as it was last stored. */
export interface StoredApp extends Commit {
  /** In the order of their places. */
  readonly rows: Iterable<StoredRow>;
}

/** Keeps what apps hold. */
export interface Store {
  open(app: AppKey): StoredApp | Promise<StoredApp>;
  last(app: AppKey): Commit | Promise<Commit>;
  /**
   * Stores the changes of one turn, all or none, once the version before it is stored.
   * @returns the version that it makes
   * @throws Error when nothing was stored, or when it is not known whether it was: `last` then tells by the turn's id
   */
  append(app: AppKey, after: number, turn: string, changes: readonly StoredRow[]): number | Promise<number>;
  /** Stores changes that make no new version of the app, all or none. @throws Error as `append` does */
  amend(app: AppKey, version: number, turn: string, changes: readonly StoredRow[]): number | Promise<number>;
  /** The apps that have rows in a table. */
  holding(table: string): AppKey[] | Promise<AppKey[]>;
  /** Removes all rows and files of an app; its version stays. */
  clear(app: AppKey): void | Promise<void>;
  readonly files: FileStore;
  close(): void | Promise<void>;
}

/** Keeps the bytes of files, by app and id. */
export interface FileStore {
  /** Stores a file as its bytes come; when it resolves, the file is there whole. @returns its size in bytes */
  put(app: AppKey, id: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number>;
  /**
   * Opens a file, or a part of it, from the first to the last byte, both included. It says `open` when it is there, and fails
   * where it is not.
   */
  open(app: AppKey, id: string, range?: { first: number; last: number }): Readable;
  delete(app: AppKey, id: string): Promise<void>;
  /** Deletes the files of an app that are not among those given. */
  keep(app: AppKey, ids: ReadonlySet<string>): Promise<void>;
}
