import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startEmulator } from "../../src/index.ts";
import { callAdmin } from "../support/admin.ts";
import { SdkClient } from "./sdk.ts";
import { hear, sdk, sendText, startWorld, until } from "./support.ts";

const world = startWorld(["ada", "ben", "cleo", "dan", "eve"]);
const resourcesOf = async (user: string) =>
  ((await world.call("GET", `/users/${user}/resources`)) as { data: { res: string }[] }).data.map(({ res }) => res);

describe("devices of a user", () => {
  test("hear what the others send", async () => {
    const [phone, web, ben] = [
      await world.open("ada", { deviceId: "phone" }),
      await world.open("ada", { deviceId: "web" }),
      await world.open("ben"),
    ];
    await sendText(phone, "ben", "Hi");
    expect(await hear(web, "onTextMessage")).toMatchObject({ from: "ada", to: "ben", msg: "Hi" });
    await hear(ben, "onTextMessage");
    expect(phone.of("onTextMessage")).toEqual([]);
  });

  test("are four at most: the first has to go, and does not come back", async () => {
    const clients = [];
    for (const deviceId of ["1", "2", "3", "4", "5"]) clients.push(await world.open("ada", { deviceId }));
    const [first] = clients as [SdkClient];
    await hear(first, "onDisconnected");
    expect(first.of("onError")).toMatchObject([{ type: 206 }]);
    expect(await resourcesOf("ada")).toHaveLength(4);
  });

  test("log in once: where one logs in again, the former connection ends for good", async () => {
    const stored = new Map<string, string>();
    const getItem = (key: string) => stored.get(key) ?? null;
    // Two tabs of a browser have one storage, and by that one device.
    vi.stubGlobal("localStorage", { getItem, setItem: (key: string, value: string) => stored.set(key, value) });
    const first = await world.open("ada");
    const second = await world.open("ada");
    await hear(first, "onDisconnected");
    expect(first.of("onError")).toMatchObject([{ type: 206 }]);
    await sendText(second, "ben", "still here");
    expect(await resourcesOf("ada")).toEqual([second.connection.clientResource]);
    vi.unstubAllGlobals();
  });

  test.each([
    [217, "the app server logs it out", () => world.call("GET", "/users/cleo/disconnect")],
    [
      216,
      "its user gets another password",
      () => world.call("PUT", "/users/cleo/password", { newpassword: "new-one" }),
    ],
    [
      217,
      "its user is banned",
      async () => {
        await world.call("POST", "/users/cleo/deactivate");
        await world.call("POST", "/users/cleo/activate");
      },
    ],
    [207, "its user is deleted", () => world.call("DELETE", "/users/cleo")],
  ])("hear %i when %s", async (type, _, act) => {
    const cleo = await world.open("cleo");
    await act();
    await hear(cleo, "onDisconnected");
    expect(cleo.of("onError")).toMatchObject([{ type }]);
    expect(cleo.of("onReconnecting")).toEqual([]);
  });
});

describe("a login", () => {
  test("is refused for who is unknown, for another's token, for one that is over, and for who is banned", async () => {
    const open = (user: string, accessToken: string) => world.client().connection.open({ user, accessToken });
    const token = await world.app.userToken("dan");
    await expect(open("nobody", token)).rejects.toMatchObject({ type: 204 });
    await expect(open("eve", token)).rejects.toMatchObject({ type: 28 });
    await world.call("POST", "/users/dan/deactivate");
    await expect(open("dan", token)).rejects.toMatchObject({ type: 57 });
    await world.call("POST", "/users/dan/activate");
    await world.app.clock.advance({ days: 2 });
    await expect(open("dan", token)).rejects.toMatchObject({ type: 56 });
  });

  test("ends when its token does, by the app's clock", async () => {
    const eve = await world.open("eve", { heartBeatWait: 300 });
    await world.app.clock.advance({ hours: 25 });
    await hear(eve, "onTokenExpired");
  });
});

describe("an emulator that ends", () => {
  let folder = "";
  afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

  test("leaves nothing behind that a client has sent, and clients that come back miss nothing", async () => {
    folder = mkdtempSync(join(tmpdir(), "realtime-"));
    const data = join(folder, "chat.db");
    const first = await startEmulator({ data });
    const tenant = { org: "o", app: "a" };
    const options = (url: string) => ({ appKey: "o#a", url: `${url.replace("http", "ws")}/ws`, apiUrl: url });
    const app = await first.app(tenant);
    const headers = { authorization: `Bearer ${app.token}`, "content-type": "application/json" };
    const body = JSON.stringify([{ username: "ada" }, { username: "ben" }]);
    await fetch(`${first.url}/o/a/users`, { method: "POST", headers, body });
    const ada = new SdkClient(sdk, options(first.url));
    await ada.connection.open({ user: "ada", accessToken: await app.userToken("ada") });
    await sendText(ada, "ben", "one");
    await first.close();
    const second = await startEmulator({ data, port: Number(new URL(first.url).port) });
    await until(() => ada.of("onConnected").length > 1);
    await sendText(ada, "ben", "two");
    const ben = new SdkClient(sdk, options(second.url));
    await ben.connection.open({ user: "ben", accessToken: await (await second.app(tenant)).userToken("ben") });
    await hear(ben, "onTextMessage", { msg: "two" });
    expect(ben.of("onTextMessage").map(({ msg }) => msg)).toEqual(["one", "two"]);
    ada.connection.close();
    ben.connection.close();
    await second.close();
  });
});

test("what is not a frame ends its socket alone", async () => {
  const ada = await world.open("ada");
  const url = `${world.app.baseUrl.replace("http", "ws")}/ws`;
  const frames = fc.sample(fc.uint8Array({ maxLength: 80 }), { numRuns: 60, seed: 1 });
  const provision = Uint8Array.from([0x40, 3, 0x4a, 2, 0xff, 0xff]);
  await Promise.all(
    [...frames, provision].map((bytes) => {
      const socket = new WebSocket(url);
      socket.addEventListener("open", () => socket.send(new Uint8Array(bytes)));
      setTimeout(() => socket.close(), 200);
      return new Promise((resolve) => socket.addEventListener("close", resolve, { once: true }));
    }),
  );
  await sendText(ada, "ben", "still here");
});

test("a client whose device is logged out by a test hears that", async () => {
  const ada = await world.open("ada");
  const resource = ada.connection.clientResource;
  await callAdmin(world.app, "logOutDevice", "DELETE", `/users/ada/devices/${resource}`);
  await hear(ada, "onDisconnected");
  expect(ada.of("onError")).toMatchObject([{ type: 217 }]);
});

test("an emulator without realtime has no socket", async () => {
  const emulator = await startEmulator({ realtime: false });
  const socket = new WebSocket(`${emulator.url.replace("http", "ws")}/ws`);
  await new Promise((resolve) => socket.addEventListener("error", resolve, { once: true }));
  expect(socket.readyState).toBe(WebSocket.CLOSED);
  await emulator.close();
});

test("clients come again after an app was restored, and are told where their user is gone", async () => {
  const snapshot = await world.app.snapshot();
  const ada = await world.open("ada");
  await world.app.restore(snapshot);
  await until(() => ada.of("onConnected").length > 1);
  await sendText(ada, "ben", "after the restore");
  const other = await world.emulator.app();
  const headers = { authorization: `Bearer ${other.token}`, "content-type": "application/json" };
  const body = JSON.stringify([{ username: "zoe" }]);
  await fetch(`${other.baseUrl}/${other.org}/${other.app}/users`, { method: "POST", headers, body });
  const zoe = world.client({ appKey: `${other.org}#${other.app}` });
  await zoe.connection.open({ user: "zoe", accessToken: await other.userToken("zoe") });
  await other.reset();
  await hear(zoe, "onError", { type: 204 });
});

test("what is acknowledged, and read, makes no new version of the app", async () => {
  const [ada, ben] = [await world.open("ada"), await world.open("ben")];
  const { serverMsgId } = await sendText(ada, "ben", "one");
  await hear(ben, "onTextMessage", { msg: "one" });
  await ben.connection.send(sdk.message.create({ type: "read", chatType: "singleChat", to: "ada", id: serverMsgId }));
  await hear(ada, "onReadMessage");
  const { serverMsgId: next } = await sendText(ada, "ben", "two");
  // Ids are made of the version of the app in which they are given.
  expect(BigInt(next) - BigInt(serverMsgId)).toBe(1_000_000n);
});
