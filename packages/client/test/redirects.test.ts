import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, test } from "vitest";
import { ChatRedirectError } from "../src/index.ts";
import { endpointTokens } from "../src/token-builder.ts";
import { bare, errorOf, json, redirect, startSequence } from "./hostile.ts";
import { type Service, startService, success, TENANT } from "./server.ts";

/** Another origin, which must not get to see a secret. */
async function elsewhere(): Promise<Service & { seen: IncomingHttpHeaders[] }> {
  const seen: IncomingHttpHeaders[] = [];
  const service = await startService((request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { "content-type": "image/png" }).end("bytes");
  });
  return { ...service, seen };
}
const path = { file_uuid: "f" };
const headers = { "share-secret": "canary-secret", "x-own": "canary-own" };

describe.each([300, 301, 302, 303, 307, 308])("a redirect with %i", (status) => {
  test("is an error that names its target without the query, and is not followed", async () => {
    const other = await elsewhere();
    const service = await startSequence(redirect(status, `${other.url}/login?token=canary#x`));
    const error = await errorOf(service.client());
    expect(error).toBeInstanceOf(ChatRedirectError);
    expect(error).toMatchObject({ status, location: `${other.url}/login`, attempts: 1 });
    expect(error.message).toBe(`listChatgroups: redirected to ${other.url}/login`);
    expect(other.requests).toEqual([]);
    expect(service.requests).toHaveLength(3);
  });
});

test("304 is not a redirect: there is no body, however it would be read", async () => {
  const service = await startSequence(redirect(304, "/elsewhere"));
  const error = await errorOf(service.client());
  expect(error).toMatchObject({ name: "ChatDecodeError", status: 304, attempts: 1 });
  expect(error.message).toBe("listChatgroups: 304 without a body");
  for (const parseAs of ["text", "blob", "stream"] as const) {
    expect((await service.client().GET("/chatgroups", { parseAs })).error).toMatchObject({ status: 304 });
  }
  expect((await service.client().downloadFile.safe({ path })).error).toMatchObject({ status: 304 });
});

test("a POST does not become a GET", async () => {
  const service = await startSequence(redirect(301, "/41117440/383391/chatgroups"), json(200, success));
  const { error } = await service.client().createChatgroup.safe({ body: { owner: "ada" } });
  expect(error).toMatchObject({ name: "ChatRedirectError", location: `${service.url}/41117440/383391/chatgroups` });
  expect(service.requests).toEqual(["POST /chatgroups"]);
});

test("a password does not go to another host, nor a client secret", async () => {
  const other = await elsewhere();
  const service = await startSequence(redirect(307, other.url));
  const body = { username: "ada", password: "canary" };
  expect((await service.client().createUsers.safe({ body })).error).toBeInstanceOf(ChatRedirectError);
  const grant = { grant_type: "client_credentials" as const, client_id: "id", client_secret: "canary" };
  const token = endpointTokens({ baseUrl: service.url, ...TENANT, grant });
  const error = await errorOf(service.client({ token }));
  expect(error).toMatchObject({
    name: "ChatTokenError",
    cause: { name: "ChatRedirectError", operationId: "createToken" },
  });
  expect(other.requests).toEqual([]);
});

test("an upload is not sent elsewhere", async () => {
  const other = await elsewhere();
  const service = await startSequence(redirect(307, other.url));
  const { error } = await service.client().uploadFile.safe({ body: { file: new Blob(["x"]) } });
  expect(error).toBeInstanceOf(ChatRedirectError);
  expect(other.requests).toEqual([]);
});

test("one that leads nowhere has no target", async () => {
  const service = await startSequence(bare(302), redirect(302, "http://[bad"), bare(302));
  expect(await errorOf(service.client())).toMatchObject({ name: "ChatRedirectError", location: undefined });
});

describe("the download of a file", () => {
  test("follows one to another origin, without any secret", async () => {
    const other = await elsewhere();
    const service = await startSequence(redirect(302, `${other.url}/bucket/f?signature=s`));
    const { stream, type } = await service
      .client({ headers: { "x-app": "canary-app" } })
      .downloadFile({ path, headers });
    expect([await new Response(stream).text(), type]).toEqual(["bytes", "image/png"]);
    expect(other.requests).toEqual(["GET /bucket/f?signature=s"]);
    expect(JSON.stringify(other.seen)).not.toMatch(/canary|authorization/);
    const { data } = await service.client().GET("/chatfiles/{file_uuid}", { params: { path, header: headers } });
    expect(await data?.text()).toBe("bytes");
    expect(JSON.stringify(other.seen)).not.toMatch(/canary|authorization/);
  });

  test("follows one within the same origin, with all headers", async () => {
    const seen: IncomingHttpHeaders[] = [];
    const service = await startService((request, response, count) => {
      seen.push(request.headers);
      if (count === 1) response.writeHead(302, { location: "/elsewhere" }).end();
      else response.end("bytes");
    });
    await service.client().downloadFile({ path, headers });
    expect(seen[1]).toMatchObject({ "share-secret": "canary-secret", authorization: "Bearer app-token" });
  });

  test("follows no second one", async () => {
    const other = await elsewhere();
    const service = await startSequence(redirect(302, "/again"), redirect(302, `${other.url}/f?x=1`));
    const { error } = await service.client().downloadFile.safe({ path });
    expect(error).toMatchObject({ name: "ChatRedirectError", location: `${other.url}/f` });
    expect(other.requests).toEqual([]);
  });

  test.each(["ftp://127.0.0.1/f", "file:///etc/passwd", "data:text/plain,x"])(
    "does not follow %s",
    async (location) => {
      const service = await startSequence(redirect(302, location));
      expect((await service.client().downloadFile.safe({ path })).error).toBeInstanceOf(ChatRedirectError);
    },
  );

  test("does not leave https for http", async () => {
    const other = await elsewhere();
    const fetch = async () => new Response(null, { status: 302, headers: { location: `${other.url}/f` } });
    const service = await startSequence(bare(200));
    const client = service.client({ baseUrl: "https://chat.example", fetch });
    expect((await client.downloadFile.safe({ path })).error).toBeInstanceOf(ChatRedirectError);
    expect(other.requests).toEqual([]);
  });

  test("by POST follows none", async () => {
    const other = await elsewhere();
    const service = await startSequence(redirect(302, `${other.url}/f`));
    expect((await service.client().downloadFileByPost.safe({ path })).error).toBeInstanceOf(ChatRedirectError);
  });
});
