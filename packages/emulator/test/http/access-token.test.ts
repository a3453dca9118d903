import { readFileSync } from "node:fs";
import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { register } from "../../src/domain/user.ts";
import { isSignedWith, parseAccessToken } from "../../src/http/access-token.ts";
import { authenticate, bearerToken } from "../../src/http/authenticate.ts";
import { World } from "../../src/world/world.ts";

interface Vector {
  name: string;
  token: string;
  /** The same content, packed by another build of zlib. */
  otherZlib: string;
  appId: string;
  certificate: string;
  issued: number;
  validity: number;
  user: string;
  privileges: Record<string, number>;
  expires: number;
}

const { valid, flippedBit, uncompressed } = JSON.parse(
  readFileSync(new URL("access-tokens.json", import.meta.url), "utf8"),
) as { valid: Vector[]; flippedBit: string; uncompressed: string };
const [appToken] = valid as [Vector];

const repacked = (token: string, change: (content: Buffer) => Buffer) =>
  `007${deflateSync(change(inflateSync(Buffer.from(token.slice(3), "base64")))).toString("base64")}`;

describe.each(valid)("$name", (vector) => {
  test.each([vector.token, vector.otherZlib])("is read and verified: %s", (token) => {
    const parsed = parseAccessToken(token);
    expect(parsed).toMatchObject({
      appId: vector.appId,
      issued: vector.issued,
      validity: vector.validity,
      user: vector.user,
    });
    expect(Object.fromEntries(parsed?.privileges ?? [])).toEqual(vector.privileges);
    expect(parsed && isSignedWith(vector.certificate, parsed)).toBe(true);
  });

  test("is not verified with another certificate, not even in other letters", () => {
    const parsed = parseAccessToken(vector.token);
    if (!parsed) throw new Error("not read");
    const wrong = ["0".repeat(32), vector.certificate.toUpperCase(), vector.certificate.toLowerCase()];
    for (const certificate of wrong.filter((each) => each !== vector.certificate)) {
      expect(isSignedWith(certificate, parsed)).toBe(false);
    }
  });

  test("is good until it expires, and not a second longer", () => {
    const world = new World();
    if (vector.user !== "") register(world, { username: vector.user });
    const credentials = { appId: vector.appId, certificates: ["0".repeat(32), vector.certificate] };
    const at = (seconds: number) => authenticate(world, vector.token, credentials, seconds * 1000);
    expect(at(vector.expires - 1)).toEqual({
      until: vector.expires * 1000,
      ...(vector.user !== "" && { user: vector.user }),
    });
    expect(at(vector.expires)).toEqual({ fault: "expired" });
  });
});

test.each([
  ["another version", appToken.token.replace("007", "006")],
  ["no base64", "007!!!!"],
  ["cut off", appToken.token.slice(0, 60)],
  ["empty", ""],
  ["a content that is cut off", repacked(appToken.token, (content) => content.subarray(0, 70))],
  ["more than any token holds", repacked(appToken.token, (content) => Buffer.concat([content, Buffer.alloc(1e6)]))],
])("is not a token: %s", (_, text) => {
  expect(parseAccessToken(text)).toBeUndefined();
});

test.each([
  ["a flipped bit", flippedBit],
  ["two bytes more", repacked(appToken.token, (content) => Buffer.concat([content, Buffer.from("xx")]))],
])("is not verified: %s", (_, token) => {
  const parsed = parseAccessToken(token);
  expect(parsed && isSignedWith(appToken.certificate, parsed)).toBe(false);
});

test("a token that was never compressed is as good", () => {
  const parsed = parseAccessToken(uncompressed);
  expect(parsed && isSignedWith(appToken.certificate, parsed)).toBe(true);
});

test("a token for another app is unknown", () => {
  const credentials = { appId: "f".repeat(32), certificates: [appToken.certificate] };
  expect(authenticate(new World(), appToken.token, credentials, appToken.issued * 1000)).toEqual({ fault: "unknown" });
});

test.each([
  ["Bearer abc", "abc"],
  ["bearer  abc ", "abc"],
  ["Bearer ", ""],
  ["Bearer a b", ""],
  ["abc", ""],
  [undefined, ""],
])("the token of %j is %j", (header, token) => {
  expect(bearerToken(header)).toBe(token);
});
