import { describe, expect, test } from "vitest";
import { failure, respond, startService, success } from "./server.ts";

const names = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);
const room = { chatroom_id: "1" };

/** Answers with the usernames that a body or path names. */
const echo = (fail: (names: string[]) => boolean = () => false) =>
  startService((request, response) => {
    let body = "";
    request
      .on("data", (chunk) => (body += chunk))
      .on("end", () => {
        const list: string[] = body
          ? JSON.parse(body).usernames
          : decodeURIComponent(request.url?.split("/").pop() ?? "").split(",");
        if (fail(list)) respond(response, 403, failure("forbidden_op"));
        else setTimeout(() => respond(response, 200, { ...success, data: { newmembers: list } }), Math.random() * 20);
      });
  });

describe("a batch", () => {
  test("in the body is split at the documented limit, and keeps its order", async () => {
    const service = await echo();
    const chunks = await service.client().addChatroomMembers.batch({ path: room, body: { usernames: names(150) } });
    expect(chunks.map(({ items }) => items.length)).toEqual([60, 60, 30]);
    expect(chunks.flatMap(({ items }) => items)).toEqual(names(150));
    expect(chunks.flatMap(({ data }) => data?.data.newmembers)).toEqual(names(150));
  });

  test("in the path is split too", async () => {
    const service = await echo();
    const chunks = await service.client().removeChatroomMembers.batch({ path: { ...room, username: names(250) } });
    expect(chunks.map(({ items }) => items.length)).toEqual([100, 100, 50]);
  });

  test("loses nothing when a part fails", async () => {
    const service = await echo((list) => list.includes("user70"));
    const chunks = await service.client().addChatroomMembers.batch({ path: room, body: { usernames: names(150) } });
    expect(chunks.map(({ error }) => error?.name)).toEqual([undefined, "ChatApiError", undefined]);
    expect(chunks[1]?.items).toEqual(names(120).slice(60));
  });

  test.each([
    ["a comma", "a,b"],
    ["nothing in it", ""],
    ["a climb", ".."],
    ["half a character", "\ud800"],
  ])("with a name that has %s is refused before anything is sent", async (_, name) => {
    const service = await echo();
    const list = names(150);
    list[120] = name;
    const call = () => service.client().removeChatroomMembers.batch({ path: { ...room, username: list } });
    await expect(call()).rejects.toThrow(TypeError);
    await expect(call()).rejects.toThrow(/^removeChatroomMembers: /);
    expect(service.requests).toEqual([]);
  });

  test.each([Number.NaN, 0, -1, 1.5, "4", null])("with a concurrency of %j is refused", async (concurrency) => {
    const service = await echo();
    const args = { path: room, body: { usernames: names(3) }, concurrency: concurrency as number };
    await expect(service.client().addChatroomMembers.batch(args)).rejects.toThrow(
      /^addChatroomMembers: "concurrency" is a whole number from 1 on/,
    );
    expect(service.requests).toEqual([]);
  });

  test.each([undefined, {}, { path: room }, { path: room, body: { usernames: "ada" } }])(
    "of what is no list is refused: %j",
    async (args) => {
      const service = await echo();
      await expect(service.client().addChatroomMembers.batch(args as never)).rejects.toThrow(
        /^addChatroomMembers: body\.usernames is a list/,
      );
    },
  );

  test("has no more at a time than parts, however many are allowed", async () => {
    const service = await echo();
    const args = { path: room, body: { usernames: names(70) }, concurrency: Number.POSITIVE_INFINITY };
    expect(await service.client().addChatroomMembers.batch(args)).toHaveLength(2);
  });

  test("of no names sends nothing", async () => {
    const service = await echo();
    expect(await service.client().addChatroomMembers.batch({ path: room, body: { usernames: [] } })).toEqual([]);
    expect(service.requests).toEqual([]);
  });

  test("sends no more at a time than asked", async () => {
    let now = 0;
    let most = 0;
    const service = await startService((_, response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        respond(response, 200, success);
      }, 10);
    });
    const args = { path: room, body: { usernames: names(600) } };
    await service.client().addChatroomMembers.batch({ ...args, concurrency: 3 });
    expect(most).toBe(3);
  });

  test("ends with the caller's signal, each part accounted for", async () => {
    const service = await startService(() => {});
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const args = { path: room, body: { usernames: names(300) }, signal: controller.signal };
    const chunks = await service.client().addChatroomMembers.batch({ ...args, concurrency: 2 });
    expect(chunks.map(({ error }) => error?.name)).toEqual(Array(5).fill("ChatAbortError"));
  });
});
