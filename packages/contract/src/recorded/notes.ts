import type { Attached } from "./har/attached.ts";

/** A file that is not a recording, or a place where there is none. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}

/** Something in a recording that is not checked, and why. */
export interface Note {
  /** Such as `traffic.har entry 12`. */
  source: string;
  /** In words that do not repeat what stands in the recording. */
  reason: string;
  /** Set when an unknown number of exchanges is missing: what of the source is wrong, such as `is truncated`. */
  incomplete?: string;
}

export type OnNote = (note: Note) => void;

/** What the readers of files need. */
export interface Reading {
  onNote: OnNote;
  /** @default no body stands in a file of its own */
  attached?: Attached;
}

/** A larger entry is passed over, in bytes: one body of 32 MiB in base64 fits. */
export const MAX_ENTRY = 48 * 1024 * 1024;

export function tooLarge(): string {
  return `is larger than ${MAX_ENTRY / 1024 / 1024} MiB`;
}

/** @param byte where the file ends */
export function truncated(place: string, byte: number): string {
  return `is truncated ${place}, at byte ${byte}; what came before was read`;
}
