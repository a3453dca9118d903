/** The prefix that all names of a run have, so that what it created is found again. */
import { randomInt } from "node:crypto";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 8;
const PREFIX = new RegExp(`^acv-[a-z0-9]{${LENGTH}}$`);

/** A prefix that no other run has, such as `acv-k3f9x2ab`. */
export function newRunPrefix(): string {
  return `acv-${Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")}`;
}

/** Whether a text is the prefix of a run, and not part of one. */
export function isRunPrefix(text: string): boolean {
  return PREFIX.test(text);
}

/** The name that a journey of a run gives a thing. */
export function nameOf(run: string, journey: string, word: string): string {
  return `${run}-${journey.replaceAll("/", "-")}-${word}`;
}

/** Whether a run gave a name. */
export function isNameOf(run: string, name: string | undefined): boolean {
  return name?.startsWith(`${run}-`) === true;
}
