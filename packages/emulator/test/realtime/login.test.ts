import { describe, expect, test } from "vitest";
import { hear, sendText, startWorld } from "./support.ts";

const world = startWorld(["ada", "ben", "cleo"]);

describe("a client of the web SDK", () => {
  test("logs in by token and by password, and is a device of its user", async () => {
    await world.open("ada", { deviceId: "a" });
    const ben = world.client();
    await ben.connection.open({ user: "ben", pwd: "ben-secret" });
    expect(ben.of("onConnected")).toHaveLength(1);
    expect(await world.call("GET", "/users/ben/status")).toMatchObject({ data: { ben: "online" } });
    ben.connection.close();
    await expect.poll(() => world.call("GET", "/users/ben/status")).toMatchObject({ data: { ben: "offline" } });
  });

  test("sends a text, which the other hears as it was sent, and which the API has", async () => {
    const [ada, ben] = [await world.open("ada"), await world.open("ben")];
    const ext = { a: 1, b: "s", c: true, d: [1], e: 1.5 };
    const { serverMsgId } = await sendText(ada, "ben", "Hi", { ext });
    const heard = await hear(ben, "onTextMessage");
    expect(heard).toMatchObject({ id: serverMsgId, from: "ada", to: "ben", msg: "Hi", ext, onlineState: 1 });
    expect(await world.app.inbox("ben")).toMatchObject([{ id: serverMsgId, body: { msg: "Hi" }, ext }]);
  });

  test("hears what the app server sends, and is thrown out when it says so", async () => {
    const cleo = await world.open("cleo");
    await world.call("POST", "/messages/users", { from: "ada", to: ["cleo"], type: "txt", body: { msg: "REST" } });
    const heard = await hear(cleo, "onTextMessage");
    expect(heard).toMatchObject({ from: "ada", msg: "REST" });
    await world.call("GET", "/users/cleo/disconnect");
    await hear(cleo, "onDisconnected");
    expect(cleo.of("onError")).toMatchObject([{ type: 217 }]);
    expect(await world.call("GET", "/users/cleo/status")).toMatchObject({ data: { cleo: "offline" } });
  });
});
