import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChatClient } from "@agora-chat-openapi/client";
import { afterAll, expect, test } from "vitest";
import { createCore } from "../../src/emulator.ts";
import { createEmulator } from "../../src/index.ts";
import type { SqliteStore } from "../../src/store/sqlite.ts";
import { send } from "../support/raw.ts";

const folder = mkdtempSync(join(tmpdir(), "emulator-persistence-"));
let count = 0;
const newFile = () => join(folder, `${++count}.db`);
const tenant = { org: "o", app: "a" };

afterAll(() => rmSync(folder, { recursive: true }));

test("what an emulator was told is there in the next one, in the same order", async () => {
  const data = newFile();
  const first = createEmulator({ data });
  const app = await first.app(tenant);
  const chat = createChatClient(app);
  await chat.createUsers({ body: ["zoe", "ada", "max"].map((username) => ({ username, password: "x" })) });
  const { groupid } = (await chat.createChatgroup({ body: { owner: "zoe", members: ["max", "ada"] } })).data;
  const path = { group_id: groupid };
  await chat.muteChatgroupMembers({ path, body: { usernames: ["max"], mute_duration: -1 } });
  await chat.removeChatgroupMembers({ path: { ...path, username: ["max"] } });
  await chat.addChatgroupMember({ path: { ...path, username: "max" } });
  const file = new File(["content"], "a.txt");
  const { file_id } = (await chat.uploadChatgroupFile({ path, body: { file } })).data;
  const read = async (client: typeof chat) => [
    (await client.listUsers()).entities,
    (await client.getChatgroups({ path: { group_id: [groupid] } })).data,
    (await client.listChatgroupMutedMembers({ path })).data,
    (await client.listChatgroupFiles({ path })).data,
    await new Response((await client.downloadChatgroupFile({ path: { ...path, file_id } })).stream).text(),
  ];
  const before = await read(chat);
  await first.close();

  const second = createEmulator({ data });
  const again = createChatClient(await second.app(tenant));
  expect(await read(again)).toEqual(before);
  expect(await again.createToken({ body: { grant_type: "password", username: "ada", password: "x" } })).toBeTruthy();
  const next = await again.createChatgroup({ body: { owner: "ada" } });
  expect(Number(next.data.groupid)).toBeGreaterThan(Number(groupid));
  await second.close();
});

test("a file that is removed from a group is gone from the disk, and so is one whose call was refused", async () => {
  const data = newFile();
  const emulator = createEmulator({ data });
  const chat = createChatClient(await emulator.app(tenant));
  const stored = async () => (await readdir(`${data}.files`, { recursive: true })).filter((name) => /-/.test(name));
  await chat.createUsers({ body: { username: "ada" } });
  const path = { group_id: (await chat.createChatgroup({ body: { owner: "ada" } })).data.groupid };
  const body = { file: new File(["content"], "a.txt") };
  const { file_id } = (await chat.uploadChatgroupFile({ path, body })).data;
  expect(await stored()).toHaveLength(1);
  await expect(chat.uploadChatgroupFile({ path: { group_id: "7" }, body })).rejects.toThrow("404");
  expect(await stored()).toHaveLength(1);
  await chat.deleteChatgroupFile({ path: { ...path, file_id } });
  await expect.poll(stored).toEqual([]);
  await emulator.close();
});

test("a full disk answers 500, loses nothing, and goes on when there is room", async () => {
  const core = createCore({ data: newFile() });
  const app = await core.app(tenant);
  const { database } = core.store as SqliteStore;
  const pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
  database.exec(`PRAGMA max_page_count = ${pages + 10}`);
  const names: string[] = [];
  const failure = await (async () => {
    for (let index = 0; ; index++) {
      const body = Array.from({ length: 60 }, (_, user) => ({ username: `user-${index}-${user}` }));
      const answer = await send(app, "POST", "/users", { body });
      if (answer.status !== 200) return answer;
      names.push(...body.map(({ username }) => username));
    }
  })();
  expect(failure).toMatchObject({
    status: 500,
    body: { error_description: "the changes could not be stored", timestamp: expect.any(Number) },
  });
  const known = async () => {
    const chat = createChatClient(app);
    const found: string[] = [];
    for await (const { username } of chat.listUsers.items()) found.push(username);
    return found;
  };
  expect(await known()).toEqual(names);
  database.exec("PRAGMA max_page_count = 100000");
  expect((await send(app, "POST", "/users", { body: { username: "late" } })).status).toBe(200);
  expect(await known()).toEqual([...names, "late"]);
  await core.close();
});
