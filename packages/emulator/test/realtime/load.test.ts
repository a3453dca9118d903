import { describe, expect, test } from "vitest";
import { hear, sendText, startWorld, until } from "./support.ts";

const CLIENTS = 100;
const MESSAGES = 50;
/** How long between two messages, in ms: five a second. */
const PAUSE = 200;

const names = Array.from({ length: CLIENTS }, (_, n) => `user${n}`);
const world = startWorld(names);
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE));

describe.runIf(process.env["LONG"])("many clients", () => {
  test("in one room get every message once and in order", async () => {
    const { data } = await world.call("POST", "/chatrooms", {
      name: "R",
      description: "",
      owner: "user0",
      maxusers: 500,
    });
    const { id } = data as { id: string };
    const clients = await Promise.all(names.map((name) => world.open(name)));
    await Promise.all(clients.slice(1).map(({ connection }) => connection.joinChatRoom({ roomId: id })));
    for (let n = 0; n < MESSAGES; n++) {
      await sendText(clients[n % CLIENTS] as (typeof clients)[0], id, String(n), { chatType: "chatRoom" });
      await pause();
    }
    for (const [index, client] of clients.entries()) {
      const own = (n: number) => n % CLIENTS === index;
      const expected = Array.from({ length: MESSAGES }, (_, n) => n).filter((n) => !own(n));
      await until(() => client.of("onTextMessage").length >= expected.length);
      expect(client.of("onTextMessage").map(({ msg }) => Number(msg))).toEqual(expected);
    }
  });

  test("in pairs get what is sent to them soon, once and in order", async () => {
    const clients = await Promise.all(names.map((name) => world.open(name)));
    const [ada, ben] = clients as [(typeof clients)[0], (typeof clients)[0]];
    const delays: number[] = [];
    for (let n = 0; n < 200; n++) {
      const begin = performance.now();
      await Promise.all([sendText(ada, "user1", `solo ${n}`), hear(ben, "onTextMessage", { msg: `solo ${n}` })]);
      delays.push((ben.heard.findLast(({ handler }) => handler === "onTextMessage")?.at ?? 0) - begin);
    }
    const median = delays.sort((one, other) => one - other)[100] as number;
    // Loose, as the machine may be busy; alone it is a few milliseconds.
    expect(median).toBeLessThan(100);
    await Promise.all(
      clients.map(async (client, index) => {
        const peer = names[index ^ 1] as string;
        for (let n = 0; n < 20; n++) await sendText(client, peer, `pair ${n}`);
      }),
    );
    const expected = Array.from({ length: 20 }, (_, n) => `pair ${n}`);
    for (const client of clients) {
      const heard = () =>
        client
          .of("onTextMessage")
          .map(({ msg }) => String(msg))
          .filter((msg) => msg.startsWith("pair"));
      await until(() => heard().length >= 20);
      expect(heard()).toEqual(expected);
    }
    console.info(`median delay from client to client: ${median.toFixed(1)} ms`);
  });
});
