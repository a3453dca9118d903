/** Reads the values of options. Each throws a UsageError that names the option and says what would be right. */
import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../errors.ts";

/** Collects an option that may be given many times. */
export function collect<T>(parse: (text: string) => T): (text: string, previous: T[]) => T[] {
  return (text, previous) => [...previous, parse(text)];
}

/** Collects a list with commas that may be given many times. */
export function collectList(text: string, previous: string[]): string[] {
  return [...previous, ...text.split(",").map((item) => item.trim())];
}

export function wholeNumber(option: string, least: number, most = 999_999): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new UsageError(`${option}: "${text}" is not a whole number from ${least} to ${most}`);
  };
}

/** The name of an environment variable that holds a secret, which is not quoted. */
export function secretVariable(option: string): (name: string) => string {
  return (name) => {
    const value = process.env[name];
    if (value === undefined) throw new UsageError(`${option}: there is no environment variable ${name}`);
    if (value === "") throw new UsageError(`${option}: the environment variable ${name} is empty`);
    return name;
  };
}

export function existingFile(what: string): (file: string) => string {
  return (file) => {
    if (existsSync(file)) return file;
    throw new UsageError(`${what}: there is no file ${file}`);
  };
}

/** Stands for stdout in place of a file. */
export const STDOUT = "-";

/** A file that can be written, or `-` for stdout. */
export function outputFile(option: string): (file: string) => string {
  return (file) => {
    if (file === STDOUT) return file;
    if (file === "") throw new UsageError(`${option} needs the name of a file`);
    if (!statSync(dirname(resolve(file)), { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`${option} ${file}: there is no folder ${dirname(file)}`);
    }
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`${option} ${file} is a folder; name a file in it`);
    }
    return file;
  };
}
