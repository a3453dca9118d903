import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MAX_BODY } from "../proxy/capture.ts";

/** The bytes of a body that stands in a file of its own, by the file's name; undefined when there is none to be had. */
export type Attached = (name: string) => Uint8Array | undefined;

/** Bodies that Playwright writes beside a HAR file. Names that lead elsewhere are none. */
export function attachedTo(recording: string): Attached {
  return (name) => {
    const path = join(dirname(recording), name);
    const kind = basename(name) === name ? statSync(path, { throwIfNoEntry: false }) : undefined;
    return kind?.isFile() && kind.size <= MAX_BODY ? readFileSync(path) : undefined;
  };
}
