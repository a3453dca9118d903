import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { chooseExample, exampleRequests } from "@agora-chat-openapi/description/examples";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChatClient, createChatClient } from "../src/index.ts";
import { calls } from "./generated/calls.ts";

const description = readDescription();
const operations = new Map(operationsOf(description).map((operation) => [operation.id, operation]));

let mock: Mock;
let chat: ChatClient;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
  chat = createChatClient({ baseUrl: mock.url, org: "41117440", app: "383391", token: "007eJxTYExampleAppToken" });
});
afterAll(() => mock.close());

test("there is a call for each operation", () => {
  expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(operations.keys()));
});

test.each(calls)("$operation answers $example", async ({ operation: id, example, send }) => {
  const { data, error, response } = await send(chat);
  expect(error).toBeUndefined();
  expect(response.status).toBe(200);
  const documented = documentedResponse(id, example);
  expect(data instanceof Blob ? await data.text() : data).toEqual(asStrings(documented));
});

test.each(calls)("$operation by its name answers $example", async ({ operation, example, send, invoke }) => {
  const [byPath, byName] = await Promise.all([send(chat), invoke(chat)]);
  const isFile = typeof byName === "object" && "stream" in byName;
  expect(isFile ? await new Response(byName.stream).text() : byName, example).toEqual(
    byPath.data instanceof Blob ? await byPath.data.text() : byPath.data,
  );
  expect(operations.has(operation)).toBe(true);
});

/** The example of the response that answers an example request. */
function documentedResponse(id: string, example: string): unknown {
  const operation = operations.get(id);
  const request = operation && exampleRequests(operation).get(example);
  const [media] = operation?.responses.get("200")?.content.values() ?? [];
  return operation && request && media && chooseExample(description, operation, media, request)?.value;
}

/** 64-bit integers come as strings of digits. */
function asStrings(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/:(\d{16,})(?=[,}])/g, ':"$1"'));
}
