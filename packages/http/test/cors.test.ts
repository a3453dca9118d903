import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { start } from "./start.ts";

const ORIGIN = "http://localhost:8080";

const options = (url: string, headers: Record<string, string>) =>
  new Promise<{ status: number | undefined; headers: Record<string, unknown> }>((resolve, reject) => {
    const request = httpRequest(url, { method: "OPTIONS", headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    });
    request.on("error", reject).end();
  });

test("a page learns beforehand that it may make the call that it asks for", async () => {
  const { url } = await start();
  const { status, headers } = await options(url, {
    origin: ORIGIN,
    "access-control-request-method": "DELETE",
    "access-control-request-headers": "authorization,x-own",
    "access-control-request-private-network": "true",
  });
  expect([status, headers]).toEqual([
    204,
    expect.objectContaining({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-methods": "DELETE",
      "access-control-allow-headers": "authorization,x-own",
      "access-control-allow-private-network": "true",
      vary: "origin",
    }),
  ]);
  expect(headers).not.toHaveProperty("content-length");
});

test("a private network is only spoken of when asked for", async () => {
  const { url } = await start();
  const { headers } = await options(url, { origin: ORIGIN, "access-control-request-method": "GET" });
  expect(headers).not.toHaveProperty("access-control-allow-private-network");
});

test("a page may read all headers of the response, of an error too", async () => {
  const { url } = await start({ maxBody: 1 });
  const responses = [
    await fetch(url, { headers: { origin: ORIGIN } }),
    await fetch(url, { method: "POST", body: "ab", headers: { origin: ORIGIN } }),
  ];
  for (const { headers } of responses) {
    expect([headers.get("access-control-allow-origin"), headers.get("access-control-expose-headers")]).toEqual([
      ORIGIN,
      "*",
    ]);
  }
  expect(responses.map(({ status }) => status)).toEqual([200, 413]);
});

test("other callers get none of this, and their OPTIONS reaches the handler", async () => {
  const { url } = await start();
  const { status, headers } = await options(url, {});
  expect([status, headers["x-seen"]]).toEqual([200, "1"]);
  expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
});
