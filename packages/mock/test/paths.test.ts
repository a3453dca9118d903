import { request as httpRequest } from "node:http";
import { createRouter, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { readRequest } from "@agora-chat-openapi/description/validate";
import { describe, expect, test } from "vitest";
import { errorOf, ROOM, runningMock, TENANT } from "./running-mock.ts";

const mock = runningMock();
const { call } = mock;

/** `fetch` tidies a path before it sends it. */
const callAsIs = (path: string) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(mock.url);
    const request = httpRequest({ hostname, port, path, headers: { authorization: "Bearer t" } }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode, text });
    });
    request.on("error", reject).end();
  });

describe("a path", () => {
  test("that the description lacks gets 404", async () => {
    expect(await errorOf(call("GET", `${TENANT}/nowhere`))).toEqual([
      404,
      "service_resource_not_found",
      `GET ${TENANT}/nowhere: the description has no such path`,
    ]);
  });

  test("with another method gets 404 that names the methods there are", async () => {
    expect(await errorOf(call("PUT", `${TENANT}/chatgroups`))).toEqual([
      404,
      "service_resource_not_found",
      `PUT ${TENANT}/chatgroups: the description has GET and POST there`,
    ]);
  });

  test("with a literal segment wins over one with a parameter", async () => {
    const superAdmins = await call("GET", `${TENANT}/chatrooms/super_admin`);
    expect(await superAdmins.json()).toMatchObject({ data: ["hana"] });
  });

  test("with broken escapes is refused", async () => {
    expect((await call("GET", `${TENANT}/chatrooms/%zz/users`)).status).toBe(404);
  });

  test.each(["/app-id/970CA35de60c44645bbae8a215061b33", TENANT])("may begin with %s", async (tenant) => {
    expect((await call("GET", `${tenant}/users`)).status).toBe(200);
  });

  test.each(["/users/", "/users/ada/", "/chatgroups/"])("may end with a slash: %s", async (path) => {
    expect((await call("GET", `${TENANT}${path}`)).status).toBe(200);
  });

  test.each([
    `//anything${TENANT}/users`,
    `/${TENANT}/users`,
    "//a:b/x",
    `${TENANT}//users`,
    `${TENANT}/users//`,
    "//",
  ])("with an empty segment is not found, and named as sent: %s", async (path) => {
    const { status, text } = await callAsIs(path);
    expect([status, JSON.parse(text)]).toEqual([
      404,
      expect.objectContaining({ error_description: `GET ${path}: the description has no such path` }),
    ]);
  });
});

describe("a list of names in a path", () => {
  test.each(["dmitri,lena", "dmitri%2Clena", "dmitri%2clena"])(
    "may have plain or encoded commas: %s",
    async (names) => {
      expect((await call("DELETE", `${ROOM}/users/${names}`)).status).toBe(200);
    },
  );

  test("holds no more names than the description allows", async () => {
    const names = Array.from({ length: 101 }, (_, index) => `user${index}`).join(",");
    const [status, code, message] = await errorOf(call("DELETE", `${ROOM}/users/${names}`));
    expect([status, code]).toEqual([400, "illegal_argument"]);
    expect(message).toMatch(/^path parameter "username": .*more than 100 items, got an array of 101\.$/);
  });
});

describe("each sign in a path is judged as the description judges it", () => {
  const description = readDescription();
  const router = createRouter(operationsOf(description));
  const isRight = (path: string) => {
    const route = router.find("GET", path);
    return (
      route && readRequest(schemasOf(description), route.operation, { ...route, search: "" }).problems.length === 0
    );
  };
  const signs = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  test.each([...signs, "ä", "€", "😀", "a/b", "..", "%2C"])("%s", async (sign) => {
    const path = `${TENANT}/users/a${encodeURIComponent(sign)}b`;
    expect((await callAsIs(path)).status).toBe(isRight(path) ? 200 : 400);
  });
});

test("a blank query value is as one that is not there", async () => {
  expect((await call("GET", `${TENANT}/users?limit=&cursor=`)).status).toBe(200);
});
