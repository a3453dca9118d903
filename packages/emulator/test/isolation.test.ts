import { createChatClient } from "@agora-chat-openapi/client";
import { expect, test } from "vitest";
import { createEmulator, startEmulator } from "../src/index.ts";

test("apps know nothing of each other", async () => {
  const emulator = await startEmulator();
  const [one, two] = await Promise.all([emulator.app(), emulator.app()]);
  const chat = createChatClient(one);
  const other = createChatClient(two);
  await chat.createUsers({ body: { username: "ada" } });
  await other.createUsers({ body: { username: "ada" } });
  const { groupid } = (await chat.createChatgroup({ body: { owner: "ada" } })).data;
  await expect(other.getChatgroups({ path: { group_id: [groupid] } })).rejects.toMatchObject({ status: 404 });
  await chat.deleteUser({ path: { username: "ada" }, confirm: true });
  expect((await other.listUsers()).entities).toHaveLength(1);
  await emulator.close();
});

test("calls of one app run one at a time: of many who want the last place, one gets it", async () => {
  const chat = createChatClient(await createEmulator().app());
  const names = Array.from({ length: 50 }, (_, index) => `user${index}`);
  await chat.createUsers({ body: ["ada", ...names].map((username) => ({ username })) });
  const { groupid } = (await chat.createChatgroup({ body: { owner: "ada", maxusers: 2 } })).data;
  const attempts = await Promise.allSettled(
    names.map((username) => chat.addChatgroupMember({ path: { group_id: groupid, username } })),
  );
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await chat.listChatgroupMembers({ path: { group_id: groupid } })).count).toBe(2);
});

test("of many who register one name, one gets it", async () => {
  const emulator = await startEmulator();
  const chat = createChatClient(await emulator.app());
  const attempts = await Promise.allSettled(
    Array.from({ length: 40 }, () => chat.createUsers({ body: { username: "ada" } })),
  );
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await emulator.close();
});

test("fresh apps cost nothing to speak of", async () => {
  const emulator = createEmulator();
  const begin = performance.now();
  const apps = await Promise.all(Array.from({ length: 2000 }, () => emulator.app()));
  expect(new Set(apps.map(({ app }) => app)).size).toBe(2000);
  expect(performance.now() - begin).toBeLessThan(30_000);
});

test("emulators of one process know nothing of each other", async () => {
  const tenant = { org: "o", app: "a" };
  const [one, two] = await Promise.all([createEmulator().app(tenant), createEmulator().app(tenant)]);
  await createChatClient(one).createUsers({ body: { username: "ada" } });
  expect((await createChatClient(two).listUsers()).entities).toEqual([]);
});
