// While the world of the examples is played, documented requests get their documented responses.
import {
  createRouter,
  jsonContent,
  type Operation,
  operationsOf,
  readDescription,
} from "@agora-chat-openapi/description";
import { exampleRequest, readWorld, requestInit, requestUrl } from "@agora-chat-openapi/description/examples";
import { expect, test } from "vitest";
import { createCore } from "../../src/emulator.ts";
import { createGivenIds } from "../../src/seed/given-ids.ts";
import { playWorld } from "../../src/seed/play-world.ts";

/** Documented responses that the emulator does not give, each with the reason. */
const differing: Readonly<Record<string, string>> = {
  subscribePresence: "devices that have logged out have no status here",
};

const world = readWorld();
const baseUrl = `https://${world.app.host}`;
const router = createRouter(operationsOf(readDescription()));

/** The response to a request, where it is the first that the operation documents. */
function documentedResponse(operation: Operation, url: string, init: RequestInit | undefined): unknown {
  const request = exampleRequest(operation);
  if (url !== requestUrl(baseUrl, operation, { ...request, query: {} })) return undefined;
  const { body } = requestInit(operation, request);
  if (typeof body === "object" || body !== init?.body) return undefined;
  const [first] = jsonContent(operation.responses.get("200"))?.examples.values() ?? [];
  return first?.value;
}

function withoutDuration(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, each) => (key === "duration" ? undefined : each));
}

test("each documented request that the world makes gets its documented response, but for those in a list", async () => {
  const { org, app: name, uuid } = world.app;
  const ids = createGivenIds();
  let time = world.app.now.ms;
  const core = createCore({ clock: () => time, apps: [{ org, app: name, uuid }] }, ids);
  const { userToken } = await core.app({ org, app: name });
  const compared: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await core.fetch(input, init);
    const operation = router.find(init?.method ?? "GET", new URL(String(input)).pathname)?.operation;
    if (!operation) return response;
    const documented = documentedResponse(operation, String(input), init);
    if (documented === undefined) return response;
    compared.push(operation.id);
    const actual = expect(withoutDuration(await response.clone().json()), operation.id);
    if (operation.id in differing) actual.not.toEqual(withoutDuration(documented));
    else actual.toEqual(withoutDuration(documented));
    return response;
  };
  const prepare = (now: number, things: readonly unknown[]) => {
    time = now;
    ids.give(things);
  };
  await playWorld(world, { fetch, tokenOf: userToken, prepare });
  expect(compared).toEqual(expect.arrayContaining(Object.keys(differing)));
  expect(compared.length).toBeGreaterThan(25);
});
