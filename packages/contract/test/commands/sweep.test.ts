// `sweep`: whatever moment a run dies in, nothing is left afterwards, and nothing else is touched.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createCommand } from "../../src/commands/sweep.ts";
import { APP, deployment, FEW, type Finished, ORG, startCommand, TOKEN, temporaryFolder } from "../support/command.ts";
import { runHere } from "../support/in-process.ts";
import { useService } from "../support/service.ts";

const LEDGERS = ".agora-chat-contract";

const server = await useService();
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const start = (command: string, ...args: string[]) =>
  startCommand([command, ...deployment(server.url), ...args], folder, server.app.token);
const sweep = (...args: string[]): Promise<Finished> =>
  runHere(["sweep", ...deployment(server.url), ...args], folder, server.app.token);
const ledgers = () => (existsSync(join(folder, LEDGERS)) ? readdirSync(join(folder, LEDGERS)) : []);

/** Does something as an app server would, apart from any run. */
async function call(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${server.url}/${ORG}/${APP}${path}`, {
    method,
    headers: { authorization: `Bearer ${server.app.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** Kills a run after so many requests. @returns the prefix of the run */
async function killAfter(requests: number): Promise<string> {
  server.delay(5);
  const { child, finished } = start("verify", ...FEW);
  while (server.requests.length < requests) await sleep(1);
  child.kill("SIGKILL");
  await finished;
  await sleep(50);
  server.delay(0);
  return ledgers()[0]?.replace(".ndjson", "") ?? "";
}

/** Whether there is time for every moment at which a run may end. */
const LONG = process.env["LONG"] !== undefined;

describe("nothing is left", () => {
  // The response to that request is lost, so that what it created is on no ledger.
  test.each([
    "createChatgroup",
    ...(LONG ? [2, 17, 45, "createUsers", "createChatroom", "createPushLabel", "createThread"] : []),
  ])("by a run whose service died at request %s", async (request) => {
    server.dieAt(request);
    const { code, stderr, stdout } = await start("verify", ...FEW).finished;
    expect(server.isDead()).toBe(true);
    expect([code, stderr]).toEqual([1, expect.stringContaining("agora-chat-contract sweep ")]);
    expect(stdout).toMatch(/no longer responds|no answer/);
    await server.revive();
    const swept = await sweep();
    expect([swept.code, swept.stderr]).toEqual([0, ""]);
    expect(await server.left()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of what cannot be listed, and is on the ledger before it is created", async () => {
    server.dieAt("createPushTemplate");
    await start("verify", "--journey", "push/templates").finished;
    expect(await server.left()).toEqual([expect.stringMatching(/^template acv-/)]);
    await server.revive();
    const { code, stdout } = await sweep();
    expect(stdout).toMatch(/^removed: deletePushTemplate name=acv-/m);
    expect([code, await server.left(), readdirSync(folder)]).toEqual([0, [], []]);
  });

  test.each([13, ...(LONG ? [2, 40] : [])])("by a run that was killed at request %i", async (n) => {
    const run = await killAfter(n);
    expect(readFileSync(join(folder, LEDGERS, `${run}.ndjson`), "utf8")).not.toContain(server.app.token);
    const { code, stdout } = await sweep();
    expect(stdout).toMatch(new RegExp(`^${run}: \\d+ things removed$`, "m"));
    expect([code, await server.left(), readdirSync(folder)]).toEqual([0, [], []]);
  });

  test("by a run that was killed with its ledger on another machine, given its prefix", async () => {
    const run = await killAfter(25);
    const elsewhere = startCommand(
      ["sweep", ...deployment(server.url), "--run", run],
      temporaryFolder(),
      server.app.token,
    );
    expect((await elsewhere.finished).code).toBe(0);
    // A push template cannot be listed, and none of these journeys makes one.
    expect(await server.left()).toEqual([]);
  });

  test("with a ledger whose last line is torn", async () => {
    const run = await killAfter(25);
    const file = join(folder, LEDGERS, `${run}.ndjson`);
    writeFileSync(file, readFileSync(file, "utf8").slice(0, -9));
    const { code, stderr } = await sweep();
    expect(stderr).toContain("1 lines cannot be read");
    expect([code, await server.left(), readdirSync(folder)]).toEqual([0, [], []]);
  });
});

describe("nothing else is touched", () => {
  test("users, groups and rooms of others stay, whatever they are called", async () => {
    const run = await killAfter(25);
    const names = ["ada", "acv", `${run}0-users-ada`, run.slice(0, -1), `x${run}-ada`];
    await call(
      "POST",
      "/users",
      names.map((username) => ({ username })),
    );
    await call("POST", "/chatgroups", { groupname: "Trail Runners", owner: "ada", description: "", public: true });
    await call("POST", "/chatrooms", { name: `${run}x`, owner: "ada", description: "" });
    expect((await sweep()).code).toBe(0);
    const left = [...names.map((name) => `user ${name}`), "group Trail Runners", `room ${run}x`];
    expect((await server.left()).toSorted()).toEqual(left.toSorted());
  });

  test("--dry-run says what there is, and removes nothing", async () => {
    const run = await killAfter(25);
    const before = await server.left();
    const { code, stdout } = await sweep("--dry-run");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^would remove: deleteUser username=acv-/m);
    expect([await server.left(), ledgers()]).toEqual([before, [`${run}.ndjson`]]);
  });

  test("ledgers of other deployments, and files that are none, stay", async () => {
    mkdirSync(join(folder, LEDGERS));
    const head = { version: 1, baseUrl: server.url, org: ORG, app: "other", run: "acv-aaaaaaaa", pid: 1 };
    writeFileSync(join(folder, LEDGERS, "acv-aaaaaaaa.ndjson"), `${JSON.stringify(head)}\n`);
    writeFileSync(join(folder, LEDGERS, "notes.ndjson"), "shopping\n");
    const { code, stdout, stderr } = await sweep();
    expect([code, stderr]).toEqual([0, expect.stringContaining("notes.ndjson is not a ledger")]);
    expect(stdout).toContain("nothing to sweep");
    expect(ledgers()).toEqual(["acv-aaaaaaaa.ndjson", "notes.ndjson"]);
  });

  test("a run that is still going on is left alone", async () => {
    server.delay(20);
    const { child, finished } = start("verify", ...FEW);
    while (server.requests.length < 20) await sleep(1);
    const { code, stderr } = await sweep();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/acv-\w+ is still going on \(process \d+\)/)]);
    expect(child.exitCode).toBe(null);
    child.kill("SIGINT");
    await finished;
    expect(await server.left()).toEqual([]);
  });

  test("a folder of ledgers that is none is a mistake", async () => {
    writeFileSync(join(folder, "file"), "");
    const { code, stderr } = await sweep("--ledger", "file");
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^agora-chat-contract sweep: --ledger: .*file/)]);
  });

  test.each(["", "a", "acv-", "acv-short", "acv-toolong99", "ACV-K3F9X2AB"])("--run %j is refused", async (prefix) => {
    vi.stubEnv("CHAT_TOKEN", TOKEN);
    const args = [...deployment(server.url), "--run", prefix];
    await expect(createCommand().parseAsync(args, { from: "user" })).rejects.toThrow(
      "not the prefix of a run, such as acv-",
    );
    vi.unstubAllEnvs();
    expect(server.requests).toEqual([]);
  });
});
