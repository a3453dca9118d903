/** What several commands make of their options. */
import { type Checker, createChecker } from "../check/checker.ts";
import { UsageError } from "../errors.ts";

/** @param description a file, or undefined for the shipped one. @throws UsageError when it cannot be read */
export function openChecker(description: string | undefined, callbackSecrets: string[]): Checker {
  try {
    return createChecker({ callbackSecrets, ...(description !== undefined && { description }) });
  } catch (error) {
    throw new UsageError(`--description: ${(error as Error).message}`);
  }
}

/** Resolves when the user ends the run. */
export function endOfRun(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

/** @throws UsageError for what is none */
export function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`--port is a number from 0 to 65535, not "${text}"`);
}

/** The value of an environment variable. @throws UsageError when there is none */
export function secretOf(name: string, option = "--secret-env"): string {
  const value = process.env[name];
  if (value) return value;
  throw new UsageError(`${option} ${name}: there is no such environment variable, or it is empty`);
}
