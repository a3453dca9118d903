import { buffer } from "node:stream/consumers";
import { createChatClient } from "@agora-chat-openapi/client";
import { expect, test, vi } from "vitest";
import { createCore } from "../../src/emulator.ts";

const text = { type: "txt" as const, body: { msg: "Hi" } };

test("what is old leaves nothing behind, and another app keeps its own", async () => {
  const core = createCore({ plan: "free" });
  const app = await core.app();
  const chat = createChatClient(app);
  await chat.createUsers({ body: ["ada", "ben"].map((username) => ({ username })) });
  const { groupid } = (await chat.createChatgroup({ body: { owner: "ada", members: ["ben"] } })).data;
  const device = await app.device("ben", "web");
  const to = Array.from({ length: 500 }, (_, index) => `user${index}`);
  for (let time = 0; time < 4; time++) await chat.sendUserMessage({ body: { from: "ada", to, ...text } });
  const sent = await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], ...text } });
  await chat.sendChatgroupMessage({ body: { from: "ada", to: [groupid], ...text } });
  const recall = { msg_id: sent.data["ben"] ?? "", to: "ben", chat_type: "chat" as const };
  await chat.recallMessage({ body: recall });
  const { ben = "" } = (await chat.sendUserMessage({ body: { from: "ada", to: ["ben"], ...text } })).data;
  const path = { username: "ben" };
  await chat.deleteUserRoamingMessages({ path, query: { userId: "ada", msgIdList: [ben] } });
  await chat.deleteConversation({ path, body: { channel: "ada", type: "chat", delete_roam: false }, confirm: true });
  await chat.removeChatgroupMembers({ path: { group_id: groupid, username: ["ben"] } });
  await device.logOut();
  const found = await core.apps.find(app);
  const tables = async () =>
    Object.fromEntries(
      (await found?.call(({ tables }) => [...tables].map(([name, { size }]) => [name, size])))?.filter(
        ([, size]) => size !== 0,
      ) ?? [],
    );
  expect(await tables()).toMatchObject({ recalls: 1, sessions: 1, formerMembers: 1 });
  expect(await tables()).toMatchObject({ messages: 2002, hiddenMessages: 1, clearedConversations: 1, due: 1 });
  await app.clock.advance({ days: 7, hours: 1 });
  expect(await tables()).toEqual({ clock: 1, users: 2, tokens: 1, channels: 1, members: 1 });
});

test("a file leaves after seven days with its bytes, and is forgotten later", async () => {
  const core = createCore();
  const app = await core.app();
  const chat = createChatClient(app);
  const [file] = (await chat.uploadFile({ body: { file: new File(["content"], "a.txt") } })).entities;
  const id = file?.uuid ?? "";
  const found = await core.apps.find(app);
  const content = async () => String(await buffer(core.store.files.open(found?.key ?? "", id)));
  const reason = () => chat.downloadFile({ path: { file_uuid: id } }).catch(({ code }) => code);
  expect(await content()).toBe("content");
  await app.clock.advance({ days: 7 });
  await vi.waitFor(() => expect(content()).rejects.toThrow("ENOENT"));
  expect(await reason()).toBe("file_expired");
  await app.clock.advance({ days: 23 });
  expect(await reason()).toBe("entity_not_found");
  expect(await found?.call(({ due, chatFiles }) => due.size + chatFiles.size)).toBe(0);
});

test("tokens that have long expired are forgotten, and those that are good stay", async () => {
  const core = createCore({ auth: "check" });
  const app = await core.app();
  const chat = createChatClient(app);
  await chat.createUsers({ body: [{ username: "ada", password: "x" }] });
  const login = (ttl: number) =>
    chat.createToken({ body: { grant_type: "password", username: "ada", password: "x", ttl } });
  for (let count = 0; count < 10; count++) await login(3600);
  await login(30 * 86_400);
  const found = await core.apps.find(app);
  const count = () => found?.call(({ tokens }) => tokens.size);
  expect(await count()).toBe(12);
  await app.clock.advance({ days: 7 });
  expect(await count()).toBe(12);
  await app.clock.advance({ days: 1, hours: 1 });
  expect(await count()).toBe(2);
  await app.clock.advance({ days: 60 });
  expect(await count()).toBe(1);
  expect(await found?.call(({ due }) => due.size)).toBe(0);
});
