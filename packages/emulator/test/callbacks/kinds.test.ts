// Everything that calls and devices do is done once, and what comes of it is held to the description.
import { type Callback, type CallbackName, signCallback } from "@agora-chat-openapi/callbacks";
import { createChatClient } from "@agora-chat-openapi/client";
import { readDescription, webhookFor, webhooksOf } from "@agora-chat-openapi/description";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { readRequest } from "@agora-chat-openapi/description/validate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callbacksNotRaised, createEmulator, type EmulatedApp } from "../../src/index.ts";
import { runChannel } from "../support/channel-calls.ts";
import { type Receiver, SECRET, startReceiver } from "../support/receiver.ts";

const description = readDescription();
const webhooks = webhooksOf(description);
const emulator = createEmulator();
let receiver: Receiver;
let app: EmulatedApp;
let received: Callback[];

beforeAll(async () => {
  receiver = await startReceiver();
  app = await emulator.app();
  received = receiver.received;
  await app.callbacks.rules.add({ url: receiver.url, secret: SECRET });
  await app.callbacks.rules.add({ url: receiver.url, secret: SECRET, delivery: "before", timeoutMs: 60_000 });
  receiver.respond((_, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end('{"valid":true}'),
  );
  await tellEverything(app);
  await app.callbacks.settled();
});
afterAll(async () => {
  await emulator.close();
  await receiver.close();
});

async function tellEverything(app: EmulatedApp): Promise<void> {
  const chat = createChatClient(app);
  await chat.createUsers({ body: ["ada", "ben", "chloe", "dmitri"].map((username) => ({ username })) });
  await sayThings(app);
  await meet(app);
  await askEachOther(app);
  for (const kind of ["group", "room"] as const) await runChannel(app, kind);
}

async function sayThings(app: EmulatedApp): Promise<void> {
  const chat = createChatClient(app);
  const phone = await app.device("ben", "android_ben-phone");
  const id = await phone.send({ to: "ada", type: "txt", body: { msg: "Hi" } });
  const web = await app.device("ada", "web");
  await web.markReceived(id);
  await web.markRead(id);
  await chat.recallMessage({ body: { msg_id: id, to: "ada", chat_type: "chat", force: true } });
  await phone.logOut();
  await chat.disconnectUser({ path: { username: "ada" } });
  const file = { url: "https://a61.chat.agora.io/org/app/chatfiles/1", filename: "a.jpg", file_length: 1, secret: "s" };
  const contents = [
    { type: "img", body: { ...file, size: { width: 4, height: 3 } } },
    { type: "audio", body: { ...file, length: 4 } },
    { type: "video", body: { ...file, length: 4, thumb: file.url, thumb_secret: "s" } },
    { type: "file", body: file },
    { type: "loc", body: { lat: "47.5", lng: "7.5", addr: "North gate" } },
    { type: "cmd", body: { action: "refresh" } },
    { type: "custom", body: { customEvent: "run", customExts: { pace: "easy" } } },
  ] as const;
  for (const content of contents) await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], ...content } });
}

async function meet(app: EmulatedApp): Promise<void> {
  const chat = createChatClient(app);
  const path = { owner_username: "ada", friend_username: "ben" };
  await chat.addContact({ path });
  await chat.removeContact({ path });
  await chat.blockUsers({ path: { owner_username: "ada" }, body: { usernames: ["ben"] } });
  await chat.unblockUser({ path: { owner_username: "ada", blocked_username: "ben" } });
}

async function askEachOther(app: EmulatedApp): Promise<void> {
  const chat = createChatClient(app);
  const [ada, ben] = [await app.device("ada", "ios"), await app.device("ben", "win")];
  await ada.askForContact("ben", "Running?");
  await ben.answerContact("ada", false);
  await ada.askForContact("ben");
  await ben.answerContact("ada", true);
  const settings = { public: true, membersonly: true, invite_need_confirm: true };
  const { data } = await chat.createChatgroup({ body: { owner: "ada", groupname: "Closed", ...settings } });
  const group = data.groupid;
  await ben.askToJoin(group, "Me, too");
  await ada.answerJoin(group, "ben", true);
  const chloe = await app.device("chloe", "linux");
  await ada.invite(group, "chloe");
  await chloe.answerInvitation(group, false);
  await ada.invite(group, "chloe");
  await chloe.answerInvitation(group, true);
  await chloe.blockGroupMessages(group);
  await chloe.unblockGroupMessages(group);
  for (const device of [ada, ben, chloe]) await device.logOut();
}

test("each documented callback is raised, or a reason says why none is", () => {
  const raised = new Set(received.map(({ name }) => name));
  const expected = webhooks.map(({ id }) => id).filter((id) => !(id in callbacksNotRaised));
  expect([...raised].sort()).toEqual(expected.sort());
  expect(Object.keys(callbacksNotRaised).filter((name) => !webhooks.some(({ id }) => id === name))).toEqual([]);
});

test("groups and rooms raise what the description says of them", () => {
  for (const { id, extensions } of webhooks) {
    const { scope } = extensions["x-callback"];
    if (!scope || id in callbacksNotRaised) continue;
    const bodies = received.filter(({ name }) => name === id).map(({ body }) => body as { payload: object });
    const seen = new Set(
      bodies.map(({ payload }) => ("is_chatroom" in payload && payload.is_chatroom ? "chatroom" : "chatgroup")),
    );
    expect([...seen].sort(), id).toEqual([...scope].sort());
  }
});

test("every body is valid against the description, and of the callback that its name says", () => {
  expect(received.length).toBeGreaterThan(50);
  for (const { name, body } of received) {
    const webhook = webhookFor(webhooks, body);
    expect(webhook?.id).toBe(name);
    if (!webhook) continue;
    const request = {
      values: [],
      search: "",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    expect(readRequest(schemasOf(description), webhook, request).problems, name).toEqual([]);
  }
});

describe("bodies that say who did what", () => {
  const bodiesOf = (name: CallbackName) =>
    received.filter((each) => each.name === name).map(({ body }) => body as unknown as Record<string, unknown>);

  test("of a message from a phone", () => {
    const [first] = bodiesOf("messageSent").filter(({ from }) => from === "ben");
    expect(first).toMatchObject({ to: "ada", eventType: "chat_offline", payload: { bodies: [{ msg: "Hi" }] } });
  });

  test("of devices", () => {
    const user = `${app.org}#${app.app}_ben@easemob.com/android_ben-phone`;
    expect(bodiesOf("userLogin").find((body) => body["user"] === user)).toMatchObject({
      os: "android",
      reason: "login",
      status: "online",
    });
    expect(bodiesOf("userLogout").filter((body) => body["user"] === user)).toMatchObject([{ reason: "logout" }]);
    expect(bodiesOf("userReplaced")).toMatchObject([{ os: "webim", reason: "replaced" }]);
  });

  test("of who asks and who answers", () => {
    expect(bodiesOf("contactInvited")[0]).toMatchObject({ from: "ada", to: "ben" });
    expect(bodiesOf("contactDeclined")).toMatchObject([{ from: "ben", to: "ada" }]);
    const { payload, ...accepted } = bodiesOf("groupJoinAccepted")[0] ?? {};
    expect(accepted).toMatchObject({ from: expect.stringContaining("_ada@easemob.com/ios"), to: "ben" });
    expect(payload).toMatchObject({ operation: "apply_accept", is_chatroom: false });
    expect(bodiesOf("groupInviteDeclined")).toMatchObject([{ from: expect.stringContaining("_chloe@"), to: "ada" }]);
  });

  test("of who leaves and who is removed", () => {
    expect(bodiesOf("memberLeft").map(({ from }) => from)).toEqual([
      expect.stringContaining("_chloe@"),
      expect.stringContaining("_chloe@"),
    ]);
    expect(bodiesOf("memberKicked").map(({ from, to }) => [from, to])).toEqual([
      [expect.stringContaining("_ada@"), "dmitri"],
      [expect.stringContaining("_ada@"), "dmitri"],
    ]);
  });
});

test("a member of a room who stays offline is removed, by nobody in particular", async () => {
  const other = await emulator.app();
  const chat = createChatClient(other);
  await chat.createUsers({ body: [{ username: "ada" }, { username: "ben" }] });
  const phone = await other.device("ben", "phone");
  await chat.createChatroom({ body: { name: "N", description: "D", owner: "ada", members: ["ben"] } });
  const begin = received.length;
  await other.callbacks.rules.add({ url: receiver.url, secret: SECRET, events: ["memberKicked", "memberAbsent"] });
  await phone.logOut();
  await other.clock.advance({ minutes: 2 });
  await other.callbacks.settled();
  const bodies = received.slice(begin).map(({ name, body }) => [name, (body as unknown as { from: string }).from]);
  expect(bodies.sort()).toEqual([
    ["memberAbsent", expect.stringContaining("_ben@")],
    ["memberKicked", expect.stringContaining("_ada@")],
  ]);
});

test("a signature is of the secret that its rule has", () => {
  const [{ body } = { body: {} }] = received;
  expect(signCallback(body, { secret: SECRET }).security).toBe((body as { security: string }).security);
});
