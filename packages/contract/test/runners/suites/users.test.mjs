// A suite of somebody who tests an app server, in ES modules: of the three responses, one does not conform.
import { ContractError, contractFetch } from "@agora-chat-openapi/contract";

const url = "https://a41.chat.agora.io/41117440/383391/chatrooms/271830463414273/admin";
const init = { headers: { authorization: "Bearer t" } };

test("a response of a contract fetch is as described", async () => {
  const fetch = contractFetch(async () => Response.json({ data: ["ben"] }));
  await expect(await fetch(url, init)).toMatchContract();
});

test("a fetch throws what is not", async () => {
  const fetch = contractFetch(async () => Response.json({ data: "ben" }));
  await expect(fetch(url, init)).rejects.toThrow(ContractError);
});

test("a response that is given its request is not as described", async () => {
  await expect(Response.json({ data: "ben" })).toMatchContract({ request: { method: "GET", url } });
});
