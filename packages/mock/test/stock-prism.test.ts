// Prism as everybody else runs it, on the bundle.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { exampleRequest, requestInit, requestUrl } from "@agora-chat-openapi/description/examples";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ROOM } from "./running-mock.ts";
import { type StockPrism, startStockPrism } from "./stock-prism.ts";
import { FAULTS } from "./stock-prism-faults.ts";

const TOKEN = "any-token";
/** How long a response may take before there is none, in ms. */
const PATIENCE = 3000;

describe("one call of each operation", () => {
  let prism: StockPrism;
  beforeAll(async () => {
    prism = await startStockPrism("prism");
  });
  afterAll(() => prism.close());

  const operations = operationsOf(readDescription());
  test.for(operations.map((operation) => [operation.id, operation] as const))("%s", async ([, operation], { skip }) => {
    const request = exampleRequest(operation);
    const fault = FAULTS.find(({ meets }) => meets?.(request));
    if (fault) skip(`${fault.name} (stoplightio/prism ${fault.issues.join(", ")})`);
    const response = await fetch(requestUrl(prism.url, operation, request), requestInit(operation, request, TOKEN));
    expect(response.status).toBe(200);
    const [media] = operation.responses.get("200")?.content.values() ?? [];
    const [example] = media?.examples.values() ?? [];
    const text = await response.text();
    expect(media?.isJson ? JSON.parse(text) : text).toEqual(example?.value);
  });
});

describe.skipIf(!process.env["LONG"])("a listed fault is still there", () => {
  test.each(FAULTS.map((fault) => [fault.name, fault] as const))("%s", async (_, { path, init, isDeadly }) => {
    const prism = await startStockPrism("prism");
    onTestFinished(() => prism.close());
    const headers = { ...init.headers, authorization: `Bearer ${TOKEN}` };
    const call = fetch(`${prism.url}${path}`, { ...init, headers, signal: AbortSignal.timeout(PATIENCE) });
    await expect(call).rejects.toThrow();
    if (isDeadly) await expect.poll(() => prism.isAlive(), { timeout: 60_000 }).toBe(false);
    else expect(prism.isAlive()).toBe(true);
  });
});

test.skipIf(!process.env["LONG"])("as a proxy it says in a header what a response breaks", async () => {
  const upstream = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"data":"ben"}');
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  const { port } = upstream.address() as AddressInfo;
  onTestFinished(() => void upstream.close());
  const prism = await startStockPrism("prism:proxy", `http://127.0.0.1:${port}`);
  onTestFinished(() => prism.close());
  const response = await fetch(`${prism.url}${ROOM}/admin`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(response.headers.get("sl-violations")).toContain("data must be array");
});
