/** Files that are written whole or not at all. */
import { lstat, realpath, rename, rm, writeFile } from "node:fs/promises";

/** Writes a file under another name in the same folder, then puts it in its place. @throws Error when it cannot be written; the file is as it was then. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  // A device or pipe takes the text as it comes.
  const isSpecial = await lstat(target).then(
    (found) => !found.isFile() && !found.isSymbolicLink(),
    () => false,
  );
  if (isSpecial) return writeFile(target, text);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
