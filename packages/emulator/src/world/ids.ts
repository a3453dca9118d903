import { randomBytes, randomUUID } from "node:crypto";

/** Where names of new things come from. */
export interface Ids {
  uuid(): string;
  /** Id of a new group or room: 15 digits, later ones are higher. */
  channel(): string;
  /** Id of a new message: 19 digits, later ones are higher. */
  message(): string;
  /** A secret text, as in a token. */
  secret(): string;
}

/** Lowest id of a channel, in the range that the service uses. */
const FIRST_CHANNEL = 100_000_000_000_000;

/** How ids of messages begin, and how many digits follow. */
const MESSAGE = "1347";
const MESSAGE_DIGITS = 15;

/**
 * Ids of an app. Those of channels and messages are made of its version, so that no clock is needed and none is given twice.
 * @param serial the next number that the app has not used
 */
export function createIds(serial: () => number): Ids {
  return {
    uuid: randomUUID,
    channel: () => String(FIRST_CHANNEL + serial()),
    message: () => MESSAGE + String(serial()).padStart(MESSAGE_DIGITS, "0"),
    secret: () => randomBytes(32).toString("base64url"),
  };
}
