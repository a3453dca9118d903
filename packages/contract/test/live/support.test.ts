import { createChatClient } from "@agora-chat-openapi/client";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JourneyContext } from "../../src/live/journey.ts";
import { assertEqual, assertError, assertExcludes, assertIncludes } from "../../src/live/support/assertions.ts";
import { eventually } from "../../src/live/support/eventually.ts";
import { optionalStep } from "../../src/live/support/optional-step.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock.close());

/** Asks for a label with the response that `prefer` names. */
function makeLabel(prefer: string) {
  const chat = createChatClient({
    baseUrl: mock.url,
    org: "41117440",
    app: "383391",
    token: "token",
    fetch: (request) => fetch(request, { headers: { ...Object.fromEntries(request.headers), prefer } }),
  });
  return chat.createPushLabel.safe({ body: { name: "early-birds" } });
}

async function attempt(prefer: string) {
  const skipped: string[] = [];
  const context = {
    step: (_name: string, act: () => Promise<unknown>) => act(),
    skip: (name: string, reason: string) => void skipped.push(`${name}: ${reason}`),
  } as JourneyContext;
  const label = await optionalStep(context, "a label is created", {
    call: () => makeLabel(prefer),
    isUnavailable: ({ code }) => code === "ServiceNotOpenException",
  });
  return { label, skipped };
}

test("a step that the service does not offer is skipped, with its own words", async () => {
  const { label, skipped } = await attempt("code=403, example=ServiceNotOpenException");
  expect(label).toBeUndefined();
  expect(skipped).toEqual([
    expect.stringMatching(/“a label is created”.*createPushLabel: 403 ServiceNotOpenException/),
  ]);
});

test("a step that is offered is done", async () => {
  const { label, skipped } = await attempt("code=200");
  expect(label?.data.name).toBe("early-birds");
  expect(skipped).toEqual([]);
});

test("another refusal is a failure", async () => {
  await expect(attempt("code=403, example=LimitException")).rejects.toThrow("LimitException");
});

test("an assertion about an error says what was expected and what there was", async () => {
  assertError(await makeLabel("code=403, example=LimitException"), "LimitException");
  const success = await makeLabel("code=200");
  expect(() => assertError(success, "LimitException")).toThrow("expected an error with LimitException, got success");
  const other = await makeLabel("code=401, example=unauthorized");
  expect(() => assertError(other, "LimitException")).toThrow(
    /expected an error with LimitException, got createPushLabel: 401/,
  );
});

test("an assertion about a value says what was expected and what there was", () => {
  expect(() => assertEqual("the owner", "ben", "ada")).toThrow('expected the owner to be "ada", got "ben"');
  expect(() => assertIncludes("the members", ["ada"], "ada", "ben")).toThrow(
    'expected the members to include "ben", got ["ada"]',
  );
  expect(() => assertExcludes("the members", ["ada"], "ada")).toThrow('expected the members not to include "ada"');
});

test("what comes true a moment later is waited for, and what never does fails as it did last", async () => {
  let tries = 0;
  const count = async () => {
    tries += 1;
    if (tries < 3) throw new Error(`try ${tries}`);
    return tries;
  };
  await expect(eventually(count)).resolves.toBe(3);
  await expect(eventually(() => Promise.reject(new Error("never")), { withinMs: 0 })).rejects.toThrow("never");
});
