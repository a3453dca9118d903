/** Integers of 64 bits, which a number of JavaScript holds only roughly. */
import { isObject } from "../document/description.ts";

const LIMIT = 2n ** 63n;
/** The number that is as large as the limit, to which its neighbours round, those beyond it among them. */
const AT_LIMIT = Number(LIMIT);
/** The next number beyond. */
const BEYOND = AT_LIMIT + 2048;
/** What integers near the limit begin with. */
const NEAR_LIMIT = "922337203685477";
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?![\d.eE])/g;

/** Whether a number that `parseJson` or `toNumber` has made is an integer of 64 bits. */
export function isInt64(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= AT_LIMIT;
}

/** Parses JSON so that an integer of more than 64 bits does not round to one that has them. @throws SyntaxError */
export function parseJson(text: string): unknown {
  if (!text.includes(NEAR_LIMIT)) return JSON.parse(text);
  return JSON.parse(text.replace(TOKENS, (token) => (token.startsWith('"') ? token : String(toNumber(token)))));
}

/** The number that a text stands for, with the same care. */
export function toNumber(text: string): number {
  const number = Number(text);
  if (Math.abs(number) !== AT_LIMIT || !/^-?\d+$/.test(text)) return number;
  const integer = BigInt(text);
  return integer < -LIMIT || integer >= LIMIT ? Math.sign(number) * BEYOND : number;
}

/** A copy of schemas, in which an integer without a format has 64 bits; what has none is shared with the original. */
export function withInt64<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  let copy: Record<string, unknown> | undefined;
  const source = value as Record<string, unknown>;
  for (const key in source) {
    const child = source[key];
    if (typeof child !== "object" || key === "examples") continue;
    const changed = withInt64(child);
    if (changed === child) continue;
    copy ??= (Array.isArray(value) ? [...value] : { ...source }) as Record<string, unknown>;
    copy[key] = changed;
  }
  const isPlainInteger = isObject(value) && !("format" in value) && [value["type"]].flat().includes("integer");
  return (isPlainInteger ? { ...(copy ?? source), format: "int64" } : (copy ?? value)) as T;
}
