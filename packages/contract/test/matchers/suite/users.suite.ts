// A suite of somebody who tests an app server: one response conforms, one does not.
import { createChatClient } from "@agora-chat-openapi/client";
import { startMock } from "@agora-chat-openapi/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contractFetch } from "../../../src/index.ts";

let mock: Awaited<ReturnType<typeof startMock>>;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock.close());

test("a user is as described", async () => {
  const fetch = contractFetch(globalThis.fetch);
  const chat = createChatClient({ baseUrl: mock.url, org: "41117440", app: "383391", token: "t", fetch });
  const { response } = await chat.getUser.safe({ path: { username: "ada" } });
  await expect(response).toMatchContract();
});

test("a response without its data is not", async () => {
  const url = `${mock.url}/41117440/383391/users/ada`;
  const response = Response.json({ timestamp: "now" });
  await expect(response).toMatchContract({ request: { method: "GET", url } });
});
