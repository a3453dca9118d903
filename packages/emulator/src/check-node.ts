/** The first Node that has `node:sqlite` without a flag. */
const NEEDED = [22, 13];

/** @throws Error with a sentence when the emulator does not run on this Node */
export function checkNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = NEEDED;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new Error(`the emulator needs Node ${NEEDED.join(".")} or later, and this is Node ${version}`);
}
