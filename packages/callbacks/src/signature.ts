import { md5 } from "@noble/hashes/legacy.js";

/** What the service writes to sign a callback: the MD5 of id, secret and time in a row, as hexadecimal digits. */
export function signatureOf(callId: string, secret: string, timestamp: number | string): string {
  const digest = md5(new TextEncoder().encode(`${callId}${secret}${timestamp}`));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Compares in a time that does not depend on where two texts differ. */
export function isSame(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
