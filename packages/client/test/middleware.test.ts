// The examples of openapi-fetch's documentation, and what else middleware may do.
import { describe, expect, test } from "vitest";
import { createPathClient, type Middleware } from "../src/index.ts";
import { dropped, json, page, startSequence } from "./hostile.ts";
import { failure, respond, startService, success, TENANT } from "./server.ts";

const HUGE = "1347851273480079496";
const pushed = `{"timestamp":1,"duration":2,"data":${HUGE}}`;
const body = { pushMessage: { title: "t", content: "c" } };
/** By path with both clients, which must not differ. */
const clients = async (...handlers: Parameters<typeof startSequence>) => {
  const service = await startSequence(...handlers);
  return [service.client(), createPathClient({ baseUrl: service.url, ...TENANT, token: "t" })];
};

describe("the documentation's middleware", () => {
  test("sets a header of the request and changes the status of a response", async () => {
    const middleware: Middleware = {
      async onRequest({ request }) {
        request.headers.set("foo", "bar");
        return request;
      },
      async onResponse({ response }) {
        const { body, ...options } = response;
        return new Response(body, { ...options, status: 201 });
      },
    };
    const seen: unknown[] = [];
    const service = await startService((request, response) => {
      seen.push(request.headers["foo"]);
      respond(response, 200, success);
    });
    for (const client of [service.client(), createPathClient({ baseUrl: service.url, ...TENANT, token: "t" })]) {
      client.use(middleware);
      const { data, response } = await client.GET("/chatgroups");
      expect([data, response?.status]).toEqual([success, 201]);
      expect(await response?.clone().json()).toEqual(success);
      expect((await response?.arrayBuffer())?.byteLength).toBe(JSON.stringify(success).length);
    }
    expect(seen).toEqual(["bar", "bar"]);
  });

  test("brings a token of its own, which the client's does not replace", async () => {
    const service = await startSequence(json(200, success));
    const client = service.client();
    client.use({
      async onRequest({ request }) {
        request.headers.set("authorization", "Bearer of-middleware");
        return request;
      },
    });
    await client.GET("/chatgroups");
    await client.listChatgroups();
    expect(service.tokens).toEqual(["Bearer of-middleware", "Bearer of-middleware"]);
  });

  test("skips paths, and answers without a request", async () => {
    const service = await startSequence(json(200, success));
    const client = service.client();
    client.use({
      onRequest({ schemaPath }) {
        if (schemaPath === "/users") return undefined;
        return Response.json({ ...success, uri: "cached" });
      },
    });
    expect(await client.listChatgroups()).toEqual({ ...success, uri: "cached" });
    expect(service.requests).toEqual([]);
    await client.GET("/users");
    expect(service.requests).toEqual(["GET /users"]);
  });

  test("throws on an error status, which is the outcome of the call", async () => {
    for (const client of await clients(json(404, failure("x")))) {
      client.use({
        async onResponse({ response }) {
          if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
        },
      });
      const { error } = await client.GET("/chatgroups");
      expect(error).toMatchObject({
        name: "ChatHookError",
        cause: { message: expect.stringMatching(/^http:.*\/chatgroups: 404 Not Found$/) },
      });
    }
  });

  test("wraps errors of fetch", async () => {
    for (const client of await clients(dropped)) {
      client.use({ onError: ({ error }) => new Error("Oops, fetch failed", { cause: error }) });
      const { error } = await client.GET("/chatgroups", { maxRetries: 0 });
      expect(error).toMatchObject({
        name: "ChatHookError",
        cause: { message: "Oops, fetch failed", cause: { name: "ChatNetworkError" } },
      });
    }
  });

  test("answers in place of an error", async () => {
    for (const client of await clients(dropped)) {
      client.use({ onError: () => Response.json(success) });
      expect((await client.GET("/chatgroups", { maxRetries: 0 })).data).toEqual(success);
    }
  });

  test("is taken away again", async () => {
    const service = await startSequence(json(200, success));
    const client = service.client();
    let calls = 0;
    const middleware: Middleware = { onResponse: () => void calls++ };
    client.use(middleware, middleware);
    await client.GET("/chatgroups");
    client.eject(middleware);
    await client.GET("/chatgroups");
    client.eject(middleware, middleware);
    await client.GET("/chatgroups");
    expect(calls).toBe(3);
  });

  test("is given for one call, too", async () => {
    const service = await startSequence(json(200, success));
    const client = service.client();
    const seen: string[] = [];
    client.use({ onResponse: () => void seen.push("client") });
    await client.GET("/chatgroups", { middleware: [{ onResponse: () => void seen.push("call") }] });
    await client.GET("/chatgroups");
    expect(seen).toEqual(["call", "client", "client"]);
  });

  test("that is none is refused", async () => {
    const service = await startSequence(json(200, success));
    expect(() => service.client().use({} as Middleware)).toThrow(/Middleware must be an object/);
    expect(() => service.client().use("x" as never)).toThrow(/Middleware must be an object/);
  });
});

describe("the documentation's serializers", () => {
  test("write the query another way", async () => {
    const service = await startSequence(json(200, success));
    await service.client().GET("/chatgroups", {
      params: { query: { limit: 2, cursor: "a" } },
      querySerializer: (query) => Object.keys(query).sort().join("&"),
    });
    expect(service.requests).toEqual(["GET /chatgroups?cursor&limit"]);
  });

  test("write the body as a form", async () => {
    let received = "";
    const service = await startService(async (request, response) => {
      for await (const chunk of request) received += chunk;
      respond(response, 200, success);
    });
    await service.client().POST("/chatfiles", {
      body: { file: new Blob(["the bytes"]) },
      bodySerializer(fields) {
        const form = new FormData();
        for (const [name, value] of Object.entries(fields)) form.append(name, value as Blob);
        form.append("note", "extra");
        return form;
      },
    });
    expect(received).toContain("the bytes");
    expect(received).toMatch(/name="note"\r\n\r\nextra/);
  });
});

describe("a middleware", () => {
  test("sees the request's body, and what it puts in its place is sent in each attempt", async () => {
    const bodies: string[] = [];
    const service = await startService(async (request, response, count) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      bodies.push(`${request.headers["x-sum"]} ${text}`);
      respond(response, count === 1 ? 503 : 200, count === 1 ? failure("x") : success);
    });
    const client = service.client();
    client.use({
      async onRequest({ request }) {
        const text = await request.clone().text();
        return new Request(request, {
          body: text.toUpperCase(),
          headers: { ...Object.fromEntries(request.headers), "x-sum": String(text.length) },
        });
      },
    });
    await client.PUT("/chatgroups/{group_id}", { params: { path: { group_id: "1" } }, body: { description: "é" } });
    expect(bodies).toEqual(['19 {"DESCRIPTION":"É"}', '19 {"DESCRIPTION":"É"}']);
  });

  test("may read a response and leave it, copy it, or stream it on: integers stay exact", async () => {
    const ways: Middleware[] = [
      { onResponse: async ({ response }) => void (await response.text()) },
      { onResponse: ({ response }) => response.clone() },
      { onResponse: ({ response }) => new Response(response.body, response) },
      { onResponse: ({ response }) => new Response(response.body?.pipeThrough(new TransformStream()), response) },
      { onResponse: async ({ response }) => Response.json(await response.json(), { status: 200 }) },
    ];
    const exact = [HUGE, HUGE, HUGE, HUGE, String(Number(HUGE))];
    for (const [index, middleware] of ways.entries()) {
      const [client] = await clients(json(200, pushed));
      client?.use(middleware);
      const { data, response } = (await client?.POST("/push/task", { body })) ?? {};
      expect([index, data?.data]).toEqual([index, exact[index]]);
      expect(await response?.text()).toContain('"data":');
    }
  });

  test("sees errors of the service with a body to read, whoever wrote them", async () => {
    for (const client of await clients(page(502, "<html>bad</html>"))) {
      const seen: string[] = [];
      client.use({
        onResponse: async ({ response }) => void seen.push(`${response.status} ${await response.clone().text()}`),
      });
      const { error } = await client.GET("/chatgroups", { maxRetries: 0 });
      expect(seen).toEqual(["502 <html>bad</html>"]);
      expect(error).toMatchObject({ name: "ChatApiError", status: 502, text: "<html>bad</html>" });
    }
  });

  test("may make a success of an error, and an error of a success", async () => {
    const [client] = await clients(json(404, failure("x")), json(200, success));
    client?.use({
      onResponse: ({ response }) =>
        response.ok
          ? Response.json(failure("own"), { status: 418, headers: { "x-request-id": "r" } })
          : Response.json(success),
    });
    expect((await client?.GET("/chatgroups"))?.data).toEqual(success);
    const turned = await client?.GET("/chatgroups");
    expect(turned).toMatchObject({ error: failure("own") });
    expect(await turned?.response?.json()).toEqual(failure("own"));
  });

  test("hands on a file, as blob and as stream", async () => {
    const service = await startService((_, response) => {
      response.writeHead(200, { "content-type": "image/png" }).end("bytes");
    });
    const client = service.client();
    client.use({ onResponse: ({ response }) => new Response(response.body, response) });
    const path = { file_uuid: "f" };
    const { data } = await client.GET("/chatfiles/{file_uuid}", { params: { path } });
    expect([await data?.text(), data?.type]).toEqual(["bytes", "image/png"]);
    const { stream } = await client.downloadFile({ path });
    expect(await new Response(stream).text()).toBe("bytes");
  });

  test.each(["onRequest", "onResponse"] as const)("that throws in %s ends the call with its error", async (name) => {
    const [client] = await clients(json(200, success));
    client?.use({
      [name]: () => {
        throw new Error("broken");
      },
    });
    expect((await client?.GET("/chatgroups"))?.error).toMatchObject({
      name: "ChatHookError",
      message: `listChatgroups: middleware ${name} failed (broken)`,
      cause: { message: "broken" },
    });
  });

  test("sees the caller's mistakes as little as the service does", async () => {
    const [client] = await clients(json(200, success));
    client?.use({ onRequest: () => expect.fail("called") });
    await expect(client?.DELETE("/users", {} as never)).rejects.toThrow("deleteUsers: pass confirm: true");
  });
});
