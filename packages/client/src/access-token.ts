/** Builds tokens in the format AccessToken2: "007", then base64 of a zlib stream of signature and signed content. */
import { createHmac, randomInt } from "node:crypto";
import { deflateSync } from "node:zlib";

/** What a Chat token allows: one user to log in, or all calls of the API. */
export type Privilege = "user" | "app";

export interface TokenContent {
  appId: string;
  appCertificate: string;
  privilege: Privilege;
  /** Whose token it is; empty for an app. */
  username: string;
  validitySeconds: number;
  /** In Unix s. @default now */
  issuedAt?: number;
  /** @default a random one */
  salt?: number;
}

const VERSION = "007";
const CHAT_SERVICE = 5;
const PRIVILEGES = { user: 1, app: 2 };
const MAX_SALT = 2 ** 32;

export function buildAccessToken(content: TokenContent): string {
  const { appId, appCertificate, privilege, username, validitySeconds } = content;
  const { issuedAt = Math.floor(Date.now() / 1000), salt = randomInt(1, MAX_SALT) } = content;
  const service = [
    uint16(CHAT_SERVICE),
    uint16(1), // privileges
    uint16(PRIVILEGES[privilege]),
    uint32(validitySeconds),
    prefixed(Buffer.from(username)),
  ];
  const signed = Buffer.concat([
    prefixed(Buffer.from(appId)),
    uint32(issuedAt),
    uint32(validitySeconds),
    uint32(salt),
    uint16(1), // services
    ...service,
  ]);
  const key = hmac(uint32(salt), hmac(uint32(issuedAt), Buffer.from(appCertificate)));
  return VERSION + deflateSync(Buffer.concat([prefixed(hmac(key, signed)), signed])).toString("base64");
}

function hmac(key: Buffer, message: Buffer): Buffer {
  return createHmac("sha256", key).update(message).digest();
}

function prefixed(bytes: Buffer): Buffer {
  return Buffer.concat([uint16(bytes.length), bytes]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
