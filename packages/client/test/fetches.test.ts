// A fetch of another making, which knows its own Request alone.
import nodeFetch from "node-fetch";
import { fetch as undiciFetch } from "undici";
import { describe, expect, test } from "vitest";
import type { Fetch } from "../src/index.ts";
import { dropped, errorOf, json, redirect, silent, startSequence } from "./hostile.ts";
import { failure, respond, startService, success } from "./server.ts";

const fetches: [string, Fetch][] = [
  ["npm undici", undiciFetch as unknown as Fetch],
  ["node-fetch", nodeFetch as unknown as Fetch],
];

describe.each(fetches)("the fetch of %s", (_, fetch) => {
  test("sends method, headers, body and token", async () => {
    const service = await startService(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const { method, headers } = request;
      respond(response, 200, {
        ...success,
        uri: `${method} ${headers["x-own"]} ${headers.authorization} ${headers["content-type"]} ${body}`,
      });
    });
    const client = service.client({ fetch });
    const { uri } = await client.createChatgroup({ body: { owner: "ada" }, headers: { "x-own": "1" } });
    expect(uri).toBe('POST 1 Bearer app-token application/json {"owner":"ada"}');
    expect((await client.GET("/chatgroups")).data).toMatchObject({ uri: expect.stringContaining("GET") });
  });

  test("is retried, timed and kept from redirects like any other", async () => {
    const service = await startSequence(json(503, failure("x")), json(200, success));
    expect(await service.client({ fetch }).listChatgroups()).toEqual(success);
    const elsewhere = await startSequence(redirect(302, "https://example.com/x?y"));
    expect(await errorOf(elsewhere.client({ fetch }))).toMatchObject({ location: "https://example.com/x" });
    const dead = await startSequence(dropped);
    expect((await errorOf(dead.client({ fetch, maxRetries: 0 }))).name).toBe("ChatNetworkError");
    const mute = await startSequence(silent);
    expect((await errorOf(mute.client({ fetch, timeoutMs: 60, maxRetries: 0 }))).name).toBe("ChatTimeoutError");
  });

  test("downloads", async () => {
    const service = await startService((_, response) => {
      response.writeHead(200, { "content-type": "image/png" }).end("bytes");
    });
    const client = service.client({ fetch });
    const { stream, type } = await client.downloadFile({ path: { file_uuid: "f" } });
    expect([await new Response(stream).text(), type]).toEqual(["bytes", "image/png"]);
    const { data } = await client.GET("/chatfiles/{file_uuid}", { params: { path: { file_uuid: "f" } } });
    expect(await data?.text()).toBe("bytes");
  });
});

test("npm undici uploads streams", async () => {
  let received = "";
  const service = await startService(async (request, response) => {
    for await (const chunk of request) received += chunk;
    respond(response, 200, { ...success, entities: [] });
  });
  const fetch = undiciFetch as unknown as Fetch;
  await service.client({ fetch }).uploadFile({ body: { file: new Blob(["the bytes"]).stream() } });
  expect(received).toContain("the bytes");
});

test("a fetch that looks at the Request alone finds all but the signal in it", async () => {
  const seen: unknown[] = [];
  const fetch: Fetch = async (request) => {
    seen.push(request.method, request.headers.get("authorization"), await request.clone().text(), `${request}`);
    return Response.json(success);
  };
  const service = await startSequence(json(200, success));
  await service.client({ fetch }).createChatgroup({ body: { owner: "ada" } });
  expect(seen).toEqual(["POST", "Bearer app-token", '{"owner":"ada"}', `${service.url}/41117440/383391/chatgroups`]);
});
