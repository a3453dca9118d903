// Deliveries stand beside what an app holds: they neither change its ids, nor are lost with what cannot be stored.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createAppCallbacks } from "../../src/callbacks/app-callbacks.ts";
import { react } from "../../src/callbacks/outbox.ts";
import { sendToUsers } from "../../src/domain/sending.ts";
import { App } from "../../src/store/app.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import type { Store } from "../../src/store/store.ts";
import { createTurns } from "../../src/store/turns.ts";
import type { CallbackRule } from "../../src/world/callbacks.ts";
import type { World } from "../../src/world/world.ts";
import { type Receiver, SECRET, startReceiver } from "../support/receiver.ts";

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

const ruleOf = ({ url }: Receiver): CallbackRule => ({
  ...{ id: "1", url, secret: SECRET, delivery: "after", apiMessages: true, fallback: "deliver", reportsErrors: true },
});

const send = (world: World) =>
  sendToUsers(world, ["ben"], { from: "ada", type: "txt", body: { msg: "Hi" } })["ben"] as string;

async function open(store: Store, hasRule: boolean) {
  const app = await App.open("o#a", store, createTurns(), { react });
  const onFault = vi.fn();
  const callbacks = createAppCallbacks(app, onFault);
  if (hasRule) await callbacks.rules.add({ url: receiver.url, secret: SECRET });
  return { app, callbacks, onFault };
}

test("messages have the same ids, whether or not they are told of", async () => {
  const ids = await Promise.all(
    [true, false].map(async (hasRule) => {
      const { app, callbacks } = await open(createMemoryStore(), hasRule);
      const sent: string[] = [];
      for (let count = 0; count < 3; count++) {
        sent.push(await app.call(send));
        await callbacks.settled();
      }
      await callbacks.close();
      return sent;
    }),
  );
  expect(ids[0]).toEqual(ids[1]);
  expect(receiver.received).toHaveLength(3);
});

test("an end that could not be stored is a delivery that comes again, with its id", async () => {
  receiver.received.length = 0;
  const memory = createMemoryStore();
  let isFull = false;
  const amend: Store["amend"] = (_, version) =>
    isFull ? Promise.reject(new Error("database or disk is full")) : version;
  const { app, callbacks, onFault } = await open({ ...memory, amend, last: () => ({ version: 0, turn: "" }) }, true);
  isFull = true;
  await app.call(send);
  await expect.poll(() => onFault.mock.calls.length).toBe(1);
  isFull = false;
  await callbacks.settled();
  expect(new Set(receiver.received.map(({ callId }) => callId)).size).toBe(1);
  expect(receiver.received).toHaveLength(2);
  expect(await callbacks.deliveries()).toMatchObject([{ state: "received" }]);
  await callbacks.close();
});

test("what is queued while an app is opened is posted once", async () => {
  receiver.received.length = 0;
  const app = await App.open("o#a", createMemoryStore(), createTurns(), { react });
  await app.call((world) => world.callbackRules.put(ruleOf(receiver)));
  const sending = app.call(send);
  const callbacks = createAppCallbacks(app, vi.fn());
  await sending;
  await callbacks.settled();
  expect(receiver.received).toHaveLength(1);
  await callbacks.close();
});
