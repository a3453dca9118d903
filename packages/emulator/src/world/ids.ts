import { randomBytes, randomUUID } from "node:crypto";

/** Where names of new things come from. */
export interface Ids {
  uuid(): string;
  /** Id of a new group or room: 15 digits, later ones are higher. */
  channel(): string;
  /** A secret text, as in a token. */
  secret(): string;
}

/** Lowest id of a channel, in the range that the service uses. */
const FIRST_CHANNEL = 100_000_000_000_000;

/**
 * Ids of an app. Those of channels are made of its version, so that no clock is needed and none is given twice.
 * @param serial the next number that the app has not used
 */
export function createIds(serial: () => number): Ids {
  return {
    uuid: randomUUID,
    channel: () => String(FIRST_CHANNEL + serial()),
    secret: () => randomBytes(32).toString("base64url"),
  };
}
