import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ChatClientOptions, createChatClient } from "../src/index.ts";

/** A server that answers every request with what it was asked. */
let server: Server;
let baseUrl: string;
beforeEach(async () => {
  server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, authorization: headers.authorization ?? null }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const tenant = { org: "41117440", app: "383391" };
const asked = async (options: ChatClientOptions) => {
  const { data } = await createChatClient(options).GET("/chatgroups");
  return data as unknown as { method: string; url: string; authorization: string | null };
};

describe("createChatClient", () => {
  test("puts organization and app before the path", async () => {
    expect(await asked({ baseUrl, ...tenant, token: "t" })).toMatchObject({
      method: "GET",
      url: "/41117440/383391/chatgroups",
    });
  });

  test("keeps the path of a base URL and takes a trailing slash", async () => {
    expect((await asked({ baseUrl: `${baseUrl}/proxy/`, ...tenant, token: "t" })).url).toBe(
      "/proxy/41117440/383391/chatgroups",
    );
  });

  test("calls the host over https", async () => {
    let url = "";
    const fetch = async (request: Request) => {
      url = request.url;
      return Response.json({});
    };
    await createChatClient({ host: "a61.chat.agora.io", ...tenant, token: "t", fetch }).GET("/chatgroups");
    expect(url).toBe("https://a61.chat.agora.io/41117440/383391/chatgroups");
  });

  test("joins a list in the path with commas, each name encoded", async () => {
    const chat = createChatClient({ baseUrl, ...tenant, token: "t" });
    const { data } = await chat.DELETE("/chatrooms/{chatroom_id}/users/{username}", {
      params: { path: { chatroom_id: "1", username: ["dmitri", "a b"] } },
    });
    expect(data).toMatchObject({ url: "/41117440/383391/chatrooms/1/users/dmitri,a%20b" });
  });

  test("returns the service's error body as error", async () => {
    const body = { error: "reach_limit", error_description: "This request has reached api limit" };
    const fetch = async () => Response.json(body, { status: 429 });
    const { data, error, response } = await createChatClient({ baseUrl, ...tenant, token: "t", fetch }).GET(
      "/chatgroups",
    );
    expect([data, error, response.status]).toEqual([undefined, body, 429]);
  });
});

describe("the token", () => {
  test("is sent as bearer", async () => {
    expect((await asked({ baseUrl, ...tenant, token: "secret" })).authorization).toBe("Bearer secret");
  });

  test("gives way to a header of the call", async () => {
    const chat = createChatClient({ baseUrl, ...tenant, token: "app" });
    const { data } = await chat.GET("/chatgroups", { headers: { authorization: "Bearer user" } });
    expect(data).toMatchObject({ authorization: "Bearer user" });
  });

  test("that no header can hold is refused without being quoted", async () => {
    const call = asked({ baseUrl, ...tenant, token: () => "canary\nx" });
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.not.toThrow(/canary/);
  });

  test("that a function fails to get rejects the call with its reason", async () => {
    const token = () => Promise.reject(new Error("vault is sealed"));
    await expect(asked({ baseUrl, ...tenant, token })).rejects.toThrow("vault is sealed");
  });
});

describe("options", () => {
  const options = { host: "a61.chat.agora.io", ...tenant, token: "t" };
  test.each([
    ["no host", { ...options, host: "" }, /"host" is a name like/],
    ["a host with a scheme", { ...options, host: "https://a61.chat.agora.io" }, /"host" is a name/],
    ["a base URL that is none", { ...tenant, token: "t", baseUrl: "localhost:4010" }, /"baseUrl" is an http\(s\) URL/],
    ["no organization", { ...options, org: "" }, /"org"/],
    ["an app that climbs", { ...options, app: ".." }, /"app"/],
    ["no token", { ...options, token: "" }, /"token"/],
  ] as const)("%s is refused by name", (_, wrong, message) => {
    expect(() => createChatClient(wrong as ChatClientOptions)).toThrow(message);
  });

  test("an organization with a slash stays one segment", async () => {
    expect((await asked({ baseUrl, org: "a/b", app: "c", token: "t" })).url).toBe("/a%2Fb/c/chatgroups");
  });
});
