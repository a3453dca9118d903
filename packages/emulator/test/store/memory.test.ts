import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { buffer } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { createEmulator } from "../../src/index.ts";
import { createMemoryStore } from "../../src/store/memory.ts";

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`agora-chat-emulator-${process.pid}-`));
const store = createMemoryStore();
afterEach(() => store.close());

test("apps are made without a folder on the disk", async () => {
  const emulator = createEmulator();
  const apps = await Promise.all(Array.from({ length: 20 }, () => emulator.app()));
  await apps[0]?.reset();
  expect(folders()).toEqual([]);
  await emulator.close();
});

test("files are in a temporary folder, which goes with the emulator", async () => {
  await store.files.put("o#a", "kept", [Buffer.from("content")]);
  await store.files.put("o#a", "gone", [Buffer.from("content")]);
  expect(folders()).toHaveLength(1);
  await store.files.keep("o#a", new Set(["kept"]));
  expect(String(await buffer(store.files.open("o#a", "kept")))).toBe("content");
  await expect(buffer(store.files.open("o#a", "gone"))).rejects.toThrow("ENOENT");
  await store.close();
  expect(folders()).toEqual([]);
});
