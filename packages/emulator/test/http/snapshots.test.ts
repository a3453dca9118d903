import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChatClient } from "@agora-chat-openapi/client";
import { expect, onTestFinished, test } from "vitest";
import { createCore } from "../../src/emulator.ts";
import { createEmulator, type EmulatedApp } from "../../src/index.ts";
import { callAdmin } from "../support/admin.ts";
import { send } from "../support/raw.ts";

const names = async (app: EmulatedApp) =>
  ((await send(app, "GET", "/users")).body["entities"] as { username: string }[]).map(({ username }) => username);
const register = (app: EmulatedApp, username: string) => send(app, "POST", "/users", { body: { username } });

test("what was removed comes back in its place, and what came since is gone", async () => {
  const app = await createEmulator().app();
  for (const name of ["ada", "ben", "cleo"]) await register(app, name);
  const before = await app.snapshot();
  const listed = await names(app);
  await send(app, "DELETE", "/users/ada");
  await register(app, "ada");
  await register(app, "dan");
  await send(app, "DELETE", "/users/ben");
  expect(await names(app)).not.toEqual(listed);
  await app.restore(before);
  expect(await names(app)).toEqual(listed);
  await register(app, "eve");
  await app.restore(before);
  expect(await names(app)).toEqual(listed);
});

test("ids that were given since are not given again", async () => {
  const app = await createEmulator().app();
  const chat = createChatClient(app);
  await register(app, "ada");
  const before = await app.snapshot();
  const open = async () =>
    (await chat.createChatgroup({ body: { groupname: "g", owner: "ada", public: true, maxusers: 10 } })).data.groupid;
  const first = await open();
  await app.restore(before);
  const second = await open();
  expect(BigInt(second)).toBeGreaterThan(BigInt(first));
});

test("clock and settings go back with the rest", async () => {
  const app = await createEmulator({ clock: () => 1000 }).app();
  const before = await app.snapshot();
  await app.clock.freeze(9000);
  await app.settings({ plan: "free" });
  await app.restore(before);
  expect(await app.clock.read()).toEqual({ now: 1000, frozen: false });
  expect((await app.settings()).plan).toBeNull();
});

test("what is restored is what the file holds", async () => {
  const folder = mkdtempSync(join(tmpdir(), "snapshots-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const data = join(folder, "chat.db");
  const tenant = { org: "o", app: "a" };
  const rowsOf = async (core: ReturnType<typeof createCore>) =>
    (await core.apps.find(tenant))?.call((world) => world.rows());
  const first = createCore({ data });
  const app = await first.app(tenant);
  for (const name of ["ada", "ben"]) await register(app, name);
  const before = await app.snapshot();
  const rows = await rowsOf(first);
  await send(app, "DELETE", "/users/ada");
  await register(app, "ada");
  await app.restore(before);
  await first.close();
  const second = createCore({ data });
  onTestFinished(() => second.close());
  expect(await rowsOf(second)).toEqual(rows);
});

test("a file that was removed since can be read again", async () => {
  const app = await createEmulator().app();
  const chat = createChatClient(app);
  await register(app, "ada");
  const { groupid } = (
    await chat.createChatgroup({ body: { groupname: "g", owner: "ada", public: true, maxusers: 10 } })
  ).data;
  const form = new FormData();
  form.set("file", new Blob(["hello"]), "a.txt");
  const path = `/${app.org}/${app.app}/chatgroups/${groupid}/share_files`;
  const fetch = (sub: string, init: RequestInit = {}) =>
    app.fetch?.(`${app.baseUrl}${path}${sub}`, { ...init, headers: { authorization: "Bearer any" } });
  const upload = await (await fetch("", { method: "POST", body: form }))?.json();
  const id = (upload as { data: { file_id: string } }).data.file_id;
  const before = await app.snapshot();
  expect((await fetch(`/${id}`, { method: "DELETE" }))?.status).toBe(200);
  expect((await fetch(`/${id}`))?.status).toBe(404);
  await app.restore(before);
  expect(await (await fetch(`/${id}`))?.text()).toBe("hello");
});

test("snapshots are under /_emulator, and go with a reset", async () => {
  const app = await createEmulator().app();
  await register(app, "ada");
  const { body } = await callAdmin(app, "takeSnapshot", "POST", "/snapshots");
  expect(body).toEqual({ id: "1", rows: 2 });
  await register(app, "ben");
  const restore = (id: unknown) => callAdmin(app, "restoreSnapshot", "POST", `/snapshots/${id}/restore`);
  expect((await restore(body["id"])).status).toBe(200);
  expect(await names(app)).toEqual(["ada"]);
  expect((await restore("7")).body["error"]).toContain("there is no snapshot 7 of");
  const later = await app.snapshot();
  await app.reset();
  await expect(app.restore(later)).rejects.toThrow("there is no snapshot 2 of this app");
});
