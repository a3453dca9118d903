// A suite whose runner has no globals.
const { expect, test } = require("@jest/globals");

test("a response is as described", async () => {
  const url = "https://a41.chat.agora.io/41117440/383391/chatrooms/271830463414273/admin";
  const received = Response.json({ data: ["ben"] });
  await expect(received).toMatchContract({ request: { method: "GET", url, headers: { authorization: "Bearer t" } } });
});
