/** Tokens that app servers build themselves from App ID and App Certificate: version 007. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";

export interface AccessToken {
  appId: string;
  /** When it was built, in Unix seconds. */
  issued: number;
  /** How long it is good for, in seconds. */
  validity: number;
  /** The user of a user's token, by name or uuid; "" in a token of the app. */
  user: string;
  /** How long it may be used, in seconds after it was built, for an app's calls and for a user's. */
  privileges: ReadonlyMap<number, number>;
  /** What is signed, the signature, and what makes the key. */
  readonly signed: Buffer;
  readonly signature: Buffer;
  readonly salt: number;
}

export const USER_PRIVILEGE = 1;
export const APP_PRIVILEGE = 2;

const VERSION = "007";
const CHAT = 5;
/** Texts that stand before the privileges' owner in a service, by its type. */
const TEXTS_OF_SERVICE: Readonly<Record<number, number>> = { 1: 2, 2: 1, 3: 2, 4: 0, [CHAT]: 1, 6: 2 };
/** No token is longer, so that nothing small inflates into something large. In bytes. */
const LONGEST = 64 * 1024;
const SIGNATURE_BYTES = 32;

/** Reads a token; undefined for a text that is not one. The signature is not checked yet. */
export function parseAccessToken(text: string): AccessToken | undefined {
  if (!text.startsWith(VERSION)) return undefined;
  try {
    const content = inflateSync(Buffer.from(text.slice(VERSION.length), "base64"), { maxOutputLength: LONGEST });
    return readContent(content);
  } catch {
    return undefined; // Not base64, not deflated, or cut off.
  }
}

function readContent(content: Buffer): AccessToken | undefined {
  const outer = createReader(content);
  const signature = outer.bytes();
  const signed = outer.rest();
  if (signature.length !== SIGNATURE_BYTES) return undefined;
  const reader = createReader(signed);
  const appId = reader.text();
  const [issued, validity, salt] = [reader.uint32(), reader.uint32(), reader.uint32()];
  const chat = readChatService(reader);
  return { appId, issued, validity, salt, signed, signature, ...(chat ?? { user: "", privileges: new Map() }) };
}

type Reader = ReturnType<typeof createReader>;

/** The chat service of a token, if it has one before the first service that is not known. */
function readChatService(reader: Reader): Pick<AccessToken, "user" | "privileges"> | undefined {
  const count = reader.uint16();
  for (let index = 0; index < count; index++) {
    const type = reader.uint16();
    const texts = TEXTS_OF_SERVICE[type];
    if (texts === undefined) return undefined;
    const privileges = new Map<number, number>();
    for (let left = reader.uint16(); left > 0; left--) privileges.set(reader.uint16(), reader.uint32());
    const read = Array.from({ length: texts }, () => reader.text());
    if (type === CHAT) return { user: read[0] ?? "", privileges };
  }
  return undefined;
}

/** Reads numbers and texts one after the other. @throws RangeError when there are no more bytes */
function createReader(buffer: Buffer) {
  let at = 0;
  const take = (length: number) => {
    if (at + length > buffer.length) throw new RangeError("the token is cut off");
    at += length;
    return buffer.subarray(at - length, at);
  };
  const uint16 = () => take(2).readUInt16LE();
  const bytes = () => take(uint16());
  return {
    uint16,
    uint32: () => take(4).readUInt32LE(),
    bytes,
    text: () => bytes().toString("utf8"),
    rest: () => buffer.subarray(at),
  };
}

/** Whether a token was signed with an App Certificate. */
export function isSignedWith(certificate: string, { issued, salt, signed, signature }: AccessToken): boolean {
  const first = hmac(uint32(issued), certificate);
  return timingSafeEqual(hmac(hmac(uint32(salt), first), signed), signature);
}

function hmac(key: Buffer, data: string | Buffer): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
