// Clients of the web SDK, and the app server that is told of them and asked about what they send.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Receiver, SECRET, startReceiver } from "../support/receiver.ts";
import { hear, sendText, startWorld } from "./support.ts";

const world = startWorld(["ada", "ben"]);
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await world.app.callbacks.rules.clear();
  receiver.received.length = 0;
});
afterAll(() => receiver.close());

const ask = async (verdict: object) => {
  receiver.respond((_, response) => response.end(JSON.stringify(verdict)));
  await world.app.callbacks.rules.add({ url: receiver.url, secret: SECRET, delivery: "before", timeoutMs: 60_000 });
};

test("another text of the app server is what the other client reads", async () => {
  await ask({ valid: true, payload: { bodies: [{ type: "txt", msg: "***" }] } });
  const [ada, ben] = [await world.open("ada"), await world.open("ben")];
  const { serverMsgId } = await sendText(ada, "ben", "Damn");
  expect(await hear(ben, "onTextMessage", { id: serverMsgId })).toMatchObject({ msg: "***" });
  expect(receiver.received).toMatchObject([{ body: { from: "ada", to: "ben", msg_id: serverMsgId } }]);
});

test("a no of the app server is an error of the client that says why", async () => {
  await ask({ valid: false, code: "No advertising" });
  const ada = await world.open("ada");
  await expect(sendText(ada, "ben", "Buy")).rejects.toMatchObject({
    message: expect.stringContaining("No advertising"),
  });
});

test("the app server learns of logins, messages and receipts of clients", async () => {
  receiver.respond((_, response) => response.end());
  const events = ["userLogin", "messageSent", "deliveryReceipt"] as const;
  await world.app.callbacks.rules.add({ url: receiver.url, secret: SECRET, apiMessages: false, events });
  const [ada, ben] = [await world.open("ada", { delivery: true }), await world.open("ben", { delivery: true })];
  const { serverMsgId } = await sendText(ada, "ben", "Hi");
  await hear(ben, "onTextMessage", { id: serverMsgId });
  const names = () => receiver.received.map(({ name }) => name).sort();
  await expect.poll(names).toEqual(["deliveryReceipt", "messageSent", "userLogin", "userLogin"]);
});
