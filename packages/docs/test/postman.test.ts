import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { Collection, type Item, Variable } from "postman-collection";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const file = fileURLToPath(new URL("../dist/postman_collection.json", import.meta.url));
const description = readDescription();
const collection = new Collection(JSON.parse(readFileSync(file, "utf8")));
const items: Item[] = [];
collection.forEachItem((item) => {
  items.push(item);
});

test("the collection has every operation, in folders by tag, and what removes more than it names at the end", () => {
  const names = operationsOf(description).map(({ summary }) => summary);
  expect(items.map(({ name }) => name).sort()).toEqual(names.sort());
  const folders = collection.items.map(({ name }) => name);
  expect(folders.slice(0, -1)).toEqual((description.document["tags"] as { name: string }[]).map(({ name }) => name));
  const destructive = operationsOf(description).filter(({ extensions }) => extensions["x-destructive"]);
  const last = items.slice(-destructive.length).map(({ name }) => name);
  expect(last.sort()).toEqual(destructive.map(({ summary }) => summary).sort());
});

test("address, organization, app and token are variables, which lead to the mock", () => {
  expect(collection.variables.toObject()).toEqual({
    baseUrl: "http://localhost:4010",
    org_name: "41117440",
    app_name: "383391",
    bearerToken: "any-token",
  });
  expect(collection.auth?.type).toBe("bearer");
  expect(collection.auth?.parameters().get("token")).toBe("{{bearerToken}}");
});

test("descriptions are Markdown", () => {
  expect(readFileSync(file, "utf8")).not.toContain("text/plain");
});

describe("the mock answers each request of the collection", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock({ port: 0 });
    collection.variables.upsert(new Variable({ key: "baseUrl", value: mock.url }));
    collection.variables.upsert(new Variable({ key: "bearerToken", value: "any-token" }));
  });
  afterAll(() => mock.close());

  // Postman asks for the files of a form when a request is sent.
  test.each(items.filter(({ request }) => request.body?.mode !== "formdata"))("$name", async ({ request }) => {
    const replace = (text: string) => collection.variables.replace(text);
    const url = replace(
      request.url.toString().replace(/:(\w+)(?=[/?]|$)/g, (_, name) => request.url.variables.get(name)),
    );
    const headers = Object.fromEntries(request.headers.map(({ key, value }) => [key, value]));
    const response = await fetch(url, {
      method: request.method,
      headers: { ...headers, authorization: `Bearer ${replace("{{bearerToken}}")}` },
      ...(request.method !== "GET" && request.body && { body: request.body.toString() }),
    });
    expect(response.status, `${request.method} ${url}: ${await response.text()}`).toBe(200);
  });
});
