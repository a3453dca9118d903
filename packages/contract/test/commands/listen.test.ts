// Listens for callbacks that the mock sends, and checks what was written down.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { sendCallback } from "@agora-chat-openapi/mock";
import { describe, expect, test, vi } from "vitest";
import { startCommand, TOKEN, temporaryFolder } from "../support/command.ts";
import { runHere } from "../support/in-process.ts";

/** The command, once it listens. Its secret is the token that turns up nowhere. */
async function listening(...args: string[]) {
  const folder = temporaryFolder();
  const { child, finished } = startCommand(
    ["listen", "--port", "0", "--callback-secret-env", "CHAT_TOKEN", ...args],
    folder,
  );
  let told = "";
  child.stderr?.on("data", (text) => {
    told += text;
  });
  const url = await vi.waitFor(
    () => {
      const [, found] = /Listening on (\S+)/.exec(told) ?? [];
      if (found === undefined) throw new Error(`it does not listen: ${told}`);
      return found;
    },
    { timeout: 60_000 },
  );
  return { url, child, finished, at: (name: string) => join(folder, name), folder };
}
const send = (url: string, name: string, more: object = {}) =>
  sendCallback(name, { url: `${url}/callbacks`, secret: TOKEN, timeoutMs: 60_000, ...more });

test("each callback is named, responded to, and as described", async () => {
  const { url, finished } = await listening("--count", "3");
  expect(await send(url, "messageSent")).toMatchObject({ accepted: true });
  expect(await send(url, "messageSent", { example: "image" })).toMatchObject({ accepted: true });
  expect(await send(url, "preDeliveryMessage")).toMatchObject({ response: { body: '{"valid":true}' } });
  const { code, stdout, stderr } = await finished;
  expect(stderr).toContain("messageSent: as described\n");
  expect(stdout).toMatch(/Callbacks: 2 messageSent, 1 preDeliveryMessage\n[\s\S]*Conforms: 3 exchanges/);
  expect(code).toBe(0);
});

test("what differs is reported, the signature among it", async () => {
  const { url, finished, at } = await listening("--count", "2", "--json", "report.json");
  await send(url, "userLogin", { fields: { os: 7 } });
  await send(url, "userLogin", { secret: "another" });
  const { code, stderr } = await finished;
  expect(code).toBe(1);
  expect(stderr).toContain("userLogin: 1 finding\n");
  const report = JSON.parse(await readFile(at("report.json"), "utf8"));
  expect(report.callbacks).toEqual({ userLogin: 2 });
  expect(report.findings.map(({ rule }: { rule: string }) => rule).sort()).toEqual([
    "callback/signature",
    "request/body/type",
  ]);
});

test("another verdict is given on demand, and other requests are refused", async () => {
  const { url, finished } = await listening("--count", "1", "--verdict", "reject");
  expect((await fetch(`${url}/favicon.ico`)).status).toBe(404);
  expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(404);
  const { response } = await send(url, "preDeliveryMessage");
  expect(JSON.parse(response.body)).toMatchObject({ valid: false });
  const { stderr } = await finished;
  expect(stderr).toContain("GET /favicon.ico: not a callback\n");
});

describe.each(["callbacks.har", "callbacks.ndjson"])("%s", (file) => {
  test("has what came, without signatures, for check", async () => {
    const { url, child, finished, at, folder } = await listening("--out", file);
    const sent = [
      await send(url, "memberJoined"),
      await send(url, "messageSent"),
      await send(url, "preDeliveryMessage"),
      await send(url, "messageSent", { fields: { chat_type: "hologram" } }),
    ];
    child.kill("SIGINT");
    expect((await finished).code).toBe(1);
    const text = await readFile(at(file), "utf8");
    expect((await stat(at(file))).mode & 0o077).toBe(0);
    expect(text).not.toContain(TOKEN);
    for (const { body } of sent)
      expect([text.includes(body.callId), text.includes(body.security)]).toEqual([true, false]);

    const checked = await runHere(["check", file, "--callback-secret-env", "CHAT_TOKEN"], folder);
    const printed = checked.stdout.replace(/\s+/g, " ");
    expect(printed).toContain("1 memberJoined, 1 messageSent, 1 preDeliveryMessage, 1 unknown callback");
    expect(printed).toContain('got one with eventType "chat", chat_type "hologram"');
    expect(checked.code).toBe(1);
  });
});

test("a port that is taken, and a file that is there, are told", async () => {
  const { url, folder } = await listening("--out", "callbacks.har");
  const again = (...args: string[]) => runHere(["listen", ...args], folder);
  const { port } = new URL(url);
  expect(await again("--port", port)).toMatchObject({ code: 2, stderr: expect.stringContaining(`port ${port}`) });
  expect(await again("--port", "0", "--out", "callbacks.har")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("callbacks.har exists already"),
  });
});
