/** Writes one entry at the end of a file; resolves when it is there. */
export type WriteEntry = (entry: object) => Promise<void>;
