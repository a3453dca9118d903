import { describe, expect, test } from "vitest";
import { callAdmin } from "../support/admin.ts";
import { hear, sdk, sendText, startWorld, until } from "./support.ts";

const world = startWorld(["ada", "ben", "cleo", "dan"]);
const send = (client: Awaited<ReturnType<typeof world.open>>, message: Record<string, unknown>) =>
  client.connection.send(sdk.message.create({ chatType: "singleChat", to: "ben", ...message }));

describe("messages", () => {
  test("of every kind reach the other as they were sent, and the API in its own words", async () => {
    const [ada, ben] = [await world.open("ada"), await world.open("ben")];
    await send(ada, { type: "cmd", action: "act" });
    await send(ada, { type: "custom", customEvent: "ev", customExts: { k: "v" } });
    await send(ada, { type: "loc", lat: 47.5, lng: 7.25, addr: "Basel", buildingName: "B" });
    expect(await hear(ben, "onCmdMessage")).toMatchObject({ action: "act" });
    expect(await hear(ben, "onCustomMessage")).toMatchObject({ customEvent: "ev", customExts: { k: "v" } });
    expect(await hear(ben, "onLocationMessage")).toMatchObject({ lat: 47.5, lng: 7.25, addr: "Basel" });
    expect((await world.app.inbox("ben")).map(({ type, body }) => [type, body])).toEqual([
      ["cmd", { action: "act" }],
      ["custom", { customEvent: "ev", customExts: { k: "v" } }],
      ["loc", { lat: "47.5", lng: "7.25", addr: "Basel", buildingName: "B" }],
    ]);
  });

  test("of the app server are as those of clients", async () => {
    const cleo = await world.open("cleo");
    const post = (type: string, body: object, ext?: object) =>
      world.call("POST", "/messages/users", { from: "ada", to: ["cleo"], type, body, ...(ext && { ext }) });
    await post("txt", { msg: "Hi" }, { n: 1, f: 1.5, yes: true, list: [1] });
    await post("custom", { customEvent: "ev", customExts: { k: "v" } });
    await post("loc", { lat: "47.5", lng: "7.25", addr: "Basel" });
    await post("cmd", { action: "act" });
    await post("img", {
      filename: "a.png",
      url: `${world.app.baseUrl}/o/a/chatfiles/1`,
      secret: "s",
      size: { width: 2, height: 3 },
    });
    expect(await hear(cleo, "onTextMessage")).toMatchObject({ ext: { n: 1, f: 1.5, yes: true, list: [1] } });
    expect(await hear(cleo, "onCustomMessage")).toMatchObject({ customExts: { k: "v" } });
    expect(await hear(cleo, "onLocationMessage")).toMatchObject({ lat: 47.5, addr: "Basel" });
    expect(await hear(cleo, "onCmdMessage")).toMatchObject({ action: "act" });
    expect(await hear(cleo, "onImageMessage")).toMatchObject({ width: 2, height: 3 });
  });

  test("to nobody, or too large ones, are refused", async () => {
    const ada = await world.open("ada");
    await expect(sendText(ada, "nobody", "Hi")).rejects.toMatchObject({ type: 204 });
    await expect(sendText(ada, "ben", "x".repeat(6000))).rejects.toMatchObject({ type: 511 });
  });

  test("wait for whoever is offline, in order, once", async () => {
    const ada = await world.open("ada");
    const before = await world.open("dan");
    before.connection.close();
    await until(async () => (await world.app.inbox("dan")).length === 0);
    await expect.poll(() => world.call("GET", "/users/dan/status")).toMatchObject({ data: { dan: "offline" } });
    for (let n = 0; n < 120; n++) await sendText(ada, "dan", String(n));
    expect(await world.call("GET", "/users/dan/offline_msg_count")).toMatchObject({ data: { dan: 120 } });
    const dan = await world.open("dan");
    await until(() => dan.of("onTextMessage").length >= 120);
    expect(dan.of("onTextMessage").map(({ msg }) => Number(msg))).toEqual(Array.from({ length: 120 }, (_, n) => n));
    expect(dan.of("onTextMessage")[0]).toMatchObject({ onlineState: 0 });
    await hear(dan, "onOfflineMessageSyncFinish");
    dan.connection.close();
    const again = await world.open("dan");
    await sendText(ada, "dan", "more");
    expect(await hear(again, "onTextMessage")).toMatchObject({ msg: "more" });
  });
});

describe("what is said of messages", () => {
  test("receipts reach the sender, also one who was offline meanwhile", async () => {
    const [ada, ben] = [await world.open("ada", { delivery: true }), await world.open("ben", { delivery: true })];
    const { serverMsgId } = await sendText(ada, "ben", "Read me");
    expect(await hear(ada, "onDeliveredMessage", { mid: serverMsgId })).toBeDefined();
    ada.connection.close();
    await expect.poll(() => world.call("GET", "/users/ada/status")).toMatchObject({ data: { ada: "offline" } });
    await send(ben, { type: "read", to: "ada", id: serverMsgId });
    await send(ben, { type: "channel", to: "ada" });
    const later = await world.open("ada");
    expect(await hear(later, "onReadMessage", { mid: serverMsgId })).toBeDefined();
    expect(await hear(later, "onChannelMessage")).toMatchObject({ from: "ben" });
  });

  test("recalls and edits reach the other, from clients and from the app server", async () => {
    const [ada, ben] = [await world.open("ada"), await world.open("ben")];
    const { serverMsgId: first } = await sendText(ada, "ben", "one");
    const { serverMsgId: second } = await sendText(ada, "ben", "two");
    await ada.connection.recallMessage({ mid: first, to: "ben", chatType: "singleChat" });
    expect(await hear(ben, "onRecallMessage", { mid: first })).toMatchObject({ from: "ada" });
    const modified = sdk.message.create({ type: "txt", chatType: "singleChat", to: "ben", msg: "2" });
    await ada.connection.modifyMessage({ messageId: second, modifiedMessage: modified });
    expect(await hear(ben, "onModifiedMessage", { id: second })).toMatchObject({
      msg: "2",
      modifiedInfo: { operatorId: "ada", operationCount: 1 },
    });
    await expect(ben.connection.modifyMessage({ messageId: second, modifiedMessage: modified })).rejects.toMatchObject({
      type: 603,
    });
    await world.call("POST", "/messages/msg_recall", { msg_id: second, to: "ben", chat_type: "chat", from: "ada" });
    expect(await hear(ben, "onRecallMessage", { mid: second })).toBeDefined();
    await expect(
      ada.connection.recallMessage({ mid: second, to: "ben", chatType: "singleChat" }),
    ).rejects.toMatchObject({ type: 1302 });
  });

  test("whoever types is seen by those online, and by nobody later", async () => {
    const [ada, ben] = [await world.open("ada"), await world.open("ben")];
    await send(ada, { type: "cmd", action: "typing", deliverOnlineOnly: true });
    expect(await hear(ben, "onCmdMessage", { action: "typing" })).toBeDefined();
  });
});

test("devices of the emulator and clients are devices of one kind", async () => {
  const ada = await world.open("ada");
  const device = await world.app.device("ben", "web");
  await device.send({ to: "ada", type: "txt", body: { msg: "from a device" } });
  expect(await hear(ada, "onTextMessage", { msg: "from a device" })).toMatchObject({ from: "ben" });
  expect((await callAdmin(world.app, "getInbox", "GET", "/users/ada/inbox")).status).toBe(200);
  await device.logOut();
});
