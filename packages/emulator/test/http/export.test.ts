import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChatClient } from "@agora-chat-openapi/client";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createCore } from "../../src/emulator.ts";
import { createEmulator, type EmulatedApp, startEmulator } from "../../src/index.ts";
import { send } from "../support/raw.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "export-"));
  return () => rmSync(folder, { recursive: true });
});

const linesOf = (path: string) => readFileSync(path, "utf8").trimEnd().split("\n");
/** All but who the app was and how many commits it had behind it. */
const contentOf = (path: string) => linesOf(path).slice(1);

async function openGroup(app: EmulatedApp): Promise<string> {
  const body = { groupname: "g", owner: "ada", public: true, maxusers: 10 };
  return (await createChatClient(app).createChatgroup({ body })).data.groupid;
}

/** An app with people, a group, a file and a clock of its own. */
async function fill(app: EmulatedApp) {
  await app.clock.freeze(Date.UTC(2035, 0, 1));
  await send(app, "POST", "/users", { body: ["ada", "ben", "cleo"].map((username) => ({ username })) });
  await send(app, "DELETE", "/users/ben");
  const group = await openGroup(app);
  const form = new FormData();
  form.set("file", new Blob(["hello"]), "a.txt");
  const path = `/chatgroups/${group}/share_files`;
  const headers = { authorization: "Bearer any" };
  const url = `${app.baseUrl}/${app.org}/${app.app}${path}`;
  const uploaded = await (app.fetch ?? fetch)(url, { method: "POST", body: form, headers });
  const { data } = (await uploaded.json()) as { data: { file_id: string } };
  return { path: `${path}/${data.file_id}`, file: data.file_id };
}

test("an app is the same in memory, in a data file, and after that is opened again", async () => {
  const first = createEmulator();
  const app = await first.app();
  const { path } = await fill(app);
  const [one, two, three] = ["one", "two", "three"].map((name) => join(folder, name)) as [string, string, string];
  await app.export(one);
  expect(existsSync(`${one}.part`)).toBe(false);

  const data = join(folder, "chat.db");
  const tenant = { org: "o", app: "a" };
  const second = createEmulator({ data });
  const imported = await second.app(tenant);
  await send(imported, "POST", "/users", { body: { username: "zoe" } });
  await imported.import(one);
  await imported.export(two);
  expect(contentOf(two)).toEqual(contentOf(one));
  await second.close();

  const third = createEmulator({ data });
  onTestFinished(() => third.close());
  const apps = await third.app(tenant);
  const url = `${apps.baseUrl}/o/a${path}`;
  const response = await apps.fetch?.(url, { headers: { authorization: "Bearer any" } });
  expect(await response?.text()).toBe("hello");
  await (await third.app()).import(one);
  await apps.import(one);
  await apps.export(three);
  expect(contentOf(three)).toEqual(contentOf(one));
});

test("ids of what was imported are not given again", async () => {
  const emulator = createEmulator();
  const [app, fresh] = [await emulator.app(), await emulator.app()];
  await fill(app);
  const ids = [await openGroup(app), await openGroup(app)];
  await app.export(join(folder, "app"));
  await fresh.import(join(folder, "app"));
  const next = await openGroup(fresh);
  for (const id of ids) expect(BigInt(next)).toBeGreaterThan(BigInt(id));
});

test("what is not a whole export is refused with a sentence, and changes nothing", async () => {
  const emulator = createEmulator();
  const [app, other] = [await emulator.app(), await emulator.app()];
  await fill(app);
  await send(other, "POST", "/users", { body: { username: "zoe" } });
  const path = join(folder, "app");
  await app.export(path);
  const lines = linesOf(path);
  const before = join(folder, "before");
  await other.export(before);
  const importing = (broken: string[]) => {
    writeFileSync(path, `${broken.join("\n")}\n`);
    return other.import(path);
  };
  const [head = "", ...rest] = lines;
  await expect(importing(lines.slice(0, -1))).rejects.toThrow(`ends after line ${lines.length - 1}, before its end`);
  await expect(importing([head, ...rest.slice(1)])).rejects.toThrow(
    `line ${lines.length - 1} tells of ${lines.length - 3} rows and 1 files, and there are ${lines.length - 4} and 1 before it`,
  );
  await expect(importing([head, "oops", ...rest])).rejects.toThrow("line 2 is not a JSON object");
  await expect(importing(rest)).rejects.toThrow("line 1 is not the beginning of an export");
  await expect(importing([head.replace('"format":1', '"format":9'), ...rest])).rejects.toThrow("has format 9");
  const first = lines.findIndex((line) => line.includes('"users"')) + 1;
  await expect(importing(lines.map((line) => line.replace('"users"', '"people"')))).rejects.toThrow(
    `line ${first}: there is no table people`,
  );
  await expect(importing(lines.map((line) => line.replace('"username":"ada"', '"username":"bob"')))).rejects.toThrow(
    `line ${first}: the row is not the one of users with the key "ada"`,
  );
  await expect(other.import(join(folder, "nothing"))).rejects.toThrow("ENOENT");
  await other.export(path);
  expect(linesOf(path)).toEqual(linesOf(before));
});

test("an export that fails in the middle leaves what was there", async () => {
  const core = createCore();
  const app = await core.app();
  const { file } = await fill(app);
  const path = join(folder, "app");
  await app.export(path);
  const before = readFileSync(path, "utf8");
  await core.store.files.delete(`${app.org}#${app.app}`, file);
  await expect(app.export(path)).rejects.toThrow("ENOENT");
  expect(readFileSync(path, "utf8")).toBe(before);
  expect(existsSync(`${path}.part`)).toBe(false);
});

test("an app goes and comes as lines over HTTP", async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const [app, other] = [await emulator.app(), await emulator.app()];
  await fill(app);
  await send(other, "POST", "/users", { body: { username: "zoe" } });
  const urlOf = ({ org, app: name }: EmulatedApp) => `${emulator.url}/_emulator/apps/${org}/${name}`;
  const exported = async (of: EmulatedApp) => {
    const response = await fetch(`${urlOf(of)}/export`);
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    return await response.text();
  };
  const importInto = async (body: string) => {
    const response = await fetch(`${urlOf(other)}/import`, { method: "POST", body });
    return [response.status, await response.json()];
  };
  const [text, before] = [await exported(app), await exported(other)];
  const broken = text.split("\n").with(2, "oops").join("\n");
  expect(await importInto(broken)).toEqual([400, { error: "line 3 is not a JSON object" }]);
  expect(await importInto("")).toEqual([400, { error: "the export ends after line 0, before its end" }]);
  expect(await exported(other)).toBe(before);
  expect(await importInto(text)).toEqual([200, { done: true }]);
  const contentOf = (lines: string) => lines.slice(lines.indexOf("\n"));
  expect(contentOf(await exported(other))).toBe(contentOf(text));
  const nobody = await fetch(`${emulator.url}/_emulator/apps/o/none/import`, { method: "POST", body: text });
  expect(nobody.status).toBe(200);
});

test("an app that does not exist is neither exported nor imported", async () => {
  const emulator = await startEmulator({ apps: [{ org: "o", app: "a" }], onlyNamed: true });
  onTestFinished(() => emulator.close());
  for (const [method, path] of [
    ["GET", "export"],
    ["POST", "import"],
    ["POST", "seed"],
  ]) {
    const body = path === "seed" ? JSON.stringify({ seed: "world" }) : "x";
    const response = await fetch(`${emulator.url}/_emulator/apps/o/b/${path}`, {
      ...(method === "POST" && { method, body, headers: { "content-type": "application/json" } }),
    });
    expect([response.status, await response.json()]).toEqual([404, { error: "there is no app o/b" }]);
  }
});
