import { describe, expect, test } from "vitest";
import { startMock } from "../src/index.ts";
import { errorOf, runningMock, TENANT } from "./running-mock.ts";

const { call } = runningMock();
const prefer = (value: string) => call("GET", `${TENANT}/chatgroups`, { headers: { prefer: value } });

describe("Prefer", () => {
  test("a code gets the first example of it", async () => {
    expect(await errorOf(prefer("code=429"))).toMatchObject({ 0: 429, 1: "reach_limit" });
  });

  test("an example alone implies its status", async () => {
    expect((await prefer("example=reach_limit")).status).toBe(429);
  });

  test("names with blanks may be quoted", async () => {
    const form = new FormData();
    form.append("file", new Blob(["x"]), "a.bin");
    const headers = { prefer: 'code=413, example="file exceeding maximum limit"' };
    expect((await call("POST", `${TENANT}/chatfiles`, { body: form, headers })).status).toBe(413);
  });

  test("dynamic responses differ from the example", async () => {
    const [example, dynamic] = await Promise.all([
      prefer("").then((response) => response.json()),
      prefer("dynamic=true").then((response) => response.json()),
    ]);
    expect(dynamic).toHaveProperty("data");
    expect(dynamic).not.toEqual(example);
  });

  test.each([
    ["code=418", "Prefer: this operation has no response 418; it has 200, 400, 401, 404, 429."],
    ["code=nonsense", "Prefer: this operation has no response nonsense; it has 200, 400, 401, 404, 429."],
    ["code=429, example=page", "Prefer: no example page; there are reach_limit, resource_limited."],
  ])("%s is refused with what there is", async (value, message) => {
    expect(await errorOf(prefer(value))).toEqual([400, "illegal_argument", message]);
  });

  test("what other servers prefer is passed over", async () => {
    expect((await prefer("return=minimal, respond-async")).status).toBe(200);
  });
});

describe("a mock that invents its responses", () => {
  test("does so unless the request asks for an example", async () => {
    const mock = await startMock({ port: 0, dynamic: true });
    const send = async (headers: Record<string, string>) => {
      const response = await fetch(`${mock.url}${TENANT}/chatgroups`, {
        headers: { authorization: "Bearer t", ...headers },
      });
      return [response.status, await response.json()];
    };
    const [first, second] = [await send({}), await send({})];
    expect(first).not.toEqual(second);
    expect(await send({ prefer: "dynamic=false" })).toEqual(await send({ prefer: "dynamic=false" }));
    expect(await send({ prefer: "example=reach_limit" })).toEqual([
      429,
      expect.objectContaining({ error_description: "This request has reached api limit" }),
    ]);
    await mock.close();
  });
});
