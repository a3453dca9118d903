import { startMock } from "@agora-chat-openapi/mock";
import { expect, test } from "vitest";
import { contractFetch } from "../../../src/index.ts";

test("rooms are as described", async () => {
  const mock = await startMock({ port: 0 });
  const fetch = contractFetch(globalThis.fetch);
  const response = await fetch(`${mock.url}/41117440/383391/chatrooms`, { headers: { authorization: "Bearer t" } });
  await expect(response).toMatchContract();
  await mock.close();
});
