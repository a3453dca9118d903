// After the world of the examples was played, reads get what the description documents.
import { readWorld } from "@agora-chat-openapi/description/examples";
import { beforeAll, describe, expect, test } from "vitest";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { differing } from "./differing.ts";
import { type DocumentedRead, documentedReads } from "./documented-reads.ts";

const { host, org, app: name, appId, uuid, now } = readWorld().app;
const reads = documentedReads(`https://${host}`);

let app: EmulatedApp;
beforeAll(async () => {
  const emulator = createEmulator({ clock: () => now.ms, apps: [{ org, app: name, appId, uuid }] });
  app = await emulator.app({ org, app: name });
  await app.seed("world");
});

async function ask(url: URL): Promise<Record<string, unknown>> {
  const response = await (app.fetch ?? fetch)(url, { headers: { authorization: `Bearer ${app.token}` } });
  return (await response.json()) as Record<string, unknown>;
}

/** Reads what an example shows; a further page with the emulator's own cursor. */
async function read(documented: DocumentedRead): Promise<unknown> {
  const url = new URL(documented.url);
  if (url.searchParams.has("cursor")) {
    url.searchParams.delete("cursor");
    url.searchParams.set("cursor", String((await ask(url))["cursor"]));
  }
  return comparable(await ask(url));
}

/** A response without how long it took. Cursors are what each server makes of its own. */
function comparable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, each) => {
    if (key === "duration") return undefined;
    if (key !== "cursor" || each === null) return each;
    return Array.isArray(each) ? ["a cursor"] : "a cursor";
  });
}

describe("each documented response of a read is the emulator's", () => {
  test.each(reads.filter((each) => !(each.name in differing)))("$name", async (documented) => {
    expect(await read(documented)).toEqual(comparable(documented.response));
  });
});

describe("those that are not yet stand in a list, and no others", () => {
  test.each(reads.filter((each) => each.name in differing))("$name", async (documented) => {
    expect(await read(documented)).not.toEqual(comparable(documented.response));
  });

  test("it names examples that there are", () => {
    const names = reads.map(({ name }) => name);
    expect(Object.keys(differing).filter((name) => !names.includes(name))).toEqual([]);
  });
});
