import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { type ChatClientOptions, createChatClient, createPathClient } from "../src/index.ts";

/** A server that answers every request with what it was asked. */
let server: Server;
let baseUrl: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const app = { org: "41117440", app: "383391" };
const token = "t";
type Asked = { method: string; url: string; headers: IncomingHttpHeaders };
const asked = async (options: object, init = {}) => {
  const { data } = await createChatClient({ token, ...options } as ChatClientOptions).GET("/chatgroups", init);
  return data as unknown as Asked;
};

describe("the address", () => {
  test("has organization and app before the path", async () => {
    expect(await asked({ baseUrl, ...app })).toMatchObject({ method: "GET", url: "/41117440/383391/chatgroups" });
  });

  test("is the same by App Key", async () => {
    expect((await asked({ baseUrl, appKey: "41117440#383391" })).url).toBe("/41117440/383391/chatgroups");
  });

  test("has the App ID before the path in their place", async () => {
    expect((await asked({ baseUrl, appId: "970ca35de60c44645bbae8a215061b33" })).url).toBe(
      "/app-id/970ca35de60c44645bbae8a215061b33/chatgroups",
    );
  });

  test("keeps the path of a base URL and takes a trailing slash", async () => {
    expect((await asked({ baseUrl: `${baseUrl}/proxy/`, ...app })).url).toBe("/proxy/41117440/383391/chatgroups");
  });

  test("is called over https by its host", async () => {
    let url = "";
    const fetch = async (request: Request) => {
      url = request.url;
      return Response.json({});
    };
    await asked({ host: "a61.chat.agora.io", ...app, fetch });
    expect(url).toBe("https://a61.chat.agora.io/41117440/383391/chatgroups");
  });

  test("keeps an organization with a slash in one segment, and numbers are fine", async () => {
    expect((await asked({ baseUrl, org: "a/b", app: "c" })).url).toBe("/a%2Fb/c/chatgroups");
    expect((await asked({ baseUrl, org: 1, app: 2 })).url).toBe("/1/2/chatgroups");
  });

  test.each([
    ["no host", { host: "", ...app }, /^"host" is a name like/],
    ["a host with a scheme", { host: "https://a61.chat.agora.io", ...app }, /^"host" is a name/],
    [
      "a base URL that is none",
      { baseUrl: "localhost:4010", ...app },
      /^"baseUrl" is an http\(s\) URL, not "localhost:4010"/,
    ],
    ["no organization", { baseUrl: "http://x", org: "", app: "1" }, /^"org" is half of the App Key/],
    ["no app", { baseUrl: "http://x", org: "1" }, /^"app"/],
    ["an app that climbs", { baseUrl: "http://x", org: "1", app: ".." }, /^"app"/],
    ["nothing", { baseUrl: "http://x" }, /^"org"/],
    [
      "an App Key without #",
      { baseUrl: "http://x", appKey: "41117440" },
      /^"appKey" is an App Key like 41117440#383391/,
    ],
    ["an App Key with two", { baseUrl: "http://x", appKey: "1#2#3" }, /^"appKey"/],
    ["half an App Key", { baseUrl: "http://x", appKey: "1#" }, /^"appKey"/],
    ["an App Key that climbs", { baseUrl: "http://x", appKey: "..#2" }, /^"appKey"/],
    ["an empty App ID", { baseUrl: "http://x", appId: "" }, /^"appId" is the App ID/],
    ["an App ID that climbs", { baseUrl: "http://x", appId: ".." }, /^"appId"/],
    [
      "App Key and App ID",
      { baseUrl: "http://x", appKey: "1#2", appId: "3" },
      /^give "org" and "app", or "appKey", or "appId"/,
    ],
    ["App ID and organization", { baseUrl: "http://x", appId: "3", ...app }, /^give/],
  ])("with %s is refused by name", (_, options, message) => {
    for (const create of [createChatClient, createPathClient]) {
      expect(() => create({ token, ...options } as ChatClientOptions)).toThrow(message);
    }
  });
});

describe("the token", () => {
  test("is sent as bearer, and gives way to a header of the call", async () => {
    expect((await asked({ baseUrl, ...app, token: "secret" })).headers.authorization).toBe("Bearer secret");
    const init = { headers: { authorization: "Bearer user" } };
    expect((await asked({ baseUrl, ...app, token: "secret" }, init)).headers.authorization).toBe("Bearer user");
  });

  test.each([["", "canary\nx", undefined, null, 7]])("that is %j is refused without being quoted", (...tokens) => {
    for (const wrong of tokens) {
      const create = () => createChatClient({ baseUrl, ...app, token: wrong as never });
      expect(create).toThrow(/bad "token"/);
      expect(create).not.toThrow(/canary/);
    }
  });
});

describe("headers", () => {
  test("of the client go with every call; those of a call win", async () => {
    const headers = { "x-app": "shop", "x-both": "client", "x-none": undefined };
    const { headers: sent } = await asked({ baseUrl, ...app, headers }, { headers: { "X-Both": "call" } });
    expect(sent).toMatchObject({ "x-app": "shop", "x-both": "call" });
    expect(sent).not.toHaveProperty("x-none");
    const { headers: bare } = await asked({ baseUrl, ...app, headers: new Headers(headers as never) });
    expect(bare).toMatchObject({ "x-app": "shop", "x-both": "client" });
  });

  test("may be given as pairs, as Headers, and with undefined", async () => {
    for (const headers of [[["x-own", "1"]], new Headers({ "x-own": "1" }), { "x-own": "1", "x-none": undefined }]) {
      expect((await asked({ baseUrl, ...app }, { headers })).headers["x-own"]).toBe("1");
    }
  });

  test("name client and version, unless the caller names another", async () => {
    const name = `agora-chat-openapi-client/${packageJson.version}`;
    expect((await asked({ baseUrl, ...app })).headers["user-agent"]).toBe(name);
    expect((await asked({ baseUrl, ...app, headers: { "User-Agent": "shop/1" } })).headers["user-agent"]).toBe(
      "shop/1",
    );
  });

  test("leave the user agent of a browser alone", async () => {
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11) …" });
    const client = createChatClient({ baseUrl, ...app, token });
    vi.unstubAllGlobals();
    const { data } = await client.GET("/chatgroups");
    expect((data as unknown as Asked).headers["user-agent"]).not.toContain("agora");
  });

  test("that no request can have are refused without their value", () => {
    const create = () => createChatClient({ baseUrl, ...app, token, headers: { "x-secret": "canary\n" + "1" } });
    expect(create).toThrow('the value of header "x-secret" cannot be sent');
    expect(create).not.toThrow(/canary/);
  });
});

describe("limits", () => {
  test.each([
    ["timeoutMs", Number.NaN],
    ["idleTimeoutMs", -1],
    ["deadlineMs", "soon"],
    ["maxRetries", Number.NEGATIVE_INFINITY],
    ["maxRetryAfterMs", {}],
    ["maxQueueMs", true],
    ["retryPost", "yes"],
  ])("%s %s is refused by name", (name, value) => {
    for (const create of [createChatClient, createPathClient]) {
      expect(() => create({ baseUrl, ...app, token, [name]: value } as ChatClientOptions)).toThrow(
        `bad "${name}": ${value}`,
      );
    }
  });

  test("given as undefined are those of the client, or the defaults", async () => {
    const limits = { timeoutMs: undefined, maxRetries: undefined, retryPost: undefined };
    expect((await asked({ baseUrl, ...app, ...limits }, limits)).method).toBe("GET");
  });
});

describe("a client", () => {
  const heap = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };

  test("has each operation as a property of its own, made when it is first used", () => {
    const chat = createChatClient({ baseUrl, ...app, token });
    expect(Object.keys(chat)).toContain("listChatgroups");
    expect(Object.hasOwn(chat, "listChatgroups")).toBe(true);
    expect(chat.listChatgroups).toBe(chat.listChatgroups);
    expect({ ...chat }.getUser).toBe(chat.getUser);
  });

  test("can have a double in the place of an operation", async () => {
    const chat = createChatClient({ baseUrl, ...app, token });
    const double = vi.fn(async () => "double");
    chat.getUser = double as never;
    expect(await chat.getUser({ path: { username: "ada" } })).toBe("double");
    vi.spyOn(chat, "listUsers").mockResolvedValue("spied" as never);
    expect(await chat.listUsers()).toBe("spied");
    expect(createChatClient({ baseUrl, ...app, token }).getUser).not.toBe(double);
  });

  test("takes a few kilobytes, so that there can be one for each tenant", () => {
    const make = () => createChatClient({ baseUrl, ...app, token });
    for (let count = 0; count < 20; count++) make();
    const before = heap();
    const clients = Array.from({ length: 2000 }, make);
    expect((heap() - before) / clients.length).toBeLessThan(10_000);
  });
});
