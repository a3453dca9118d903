import { journeys } from "../../src/live/journeys/index.ts";

/** Journeys that reach an operation which the emulator does not have yet, and the first such operation of each. */
export const unfinished: Record<string, string> = {
  lookup: "listThreads",
  "threads/threads": "createThread",
  aliases: "createThread",
};

/** The other ones. */
export const finished = journeys.filter(({ name }) => !(name in unfinished));
