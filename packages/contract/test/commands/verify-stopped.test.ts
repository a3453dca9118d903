// `verify` when it is stopped: by signals, and when its time is up.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { deployment, FEW, startCommand, temporaryFolder } from "../support/command.ts";
import { useService } from "../support/service.ts";

const server = await useService();
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const start = (...args: string[]) =>
  startCommand(["verify", ...deployment(server.url), ...args], folder, server.app.token);

/** Waits until the server has had so many requests. */
async function served(count: number): Promise<void> {
  while (server.requests.length < count) await sleep(5);
}

describe("a run that is stopped", () => {
  test.each([
    ["SIGINT", 130] as const,
    ...(process.env["LONG"]
      ? ([
          ["SIGTERM", 143],
          ["SIGHUP", 129],
        ] as const)
      : []),
  ])("by %s cleans up, reports and exits with %i", async (signal, expected) => {
    server.delay(20);
    const { child, finished } = start();
    await served(25);
    child.kill(signal);
    const { code, stdout, stderr } = await finished;
    expect(code).toBe(expected);
    expect(stderr).toContain("press Ctrl-C again to quit");
    expect(stdout).toMatch(/exchanges checked/);
    expect(stdout).toMatch(/^Does not conform: interrupted/m);
    expect(await server.left()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("by Ctrl-C before it has signed in has created nothing", async () => {
    server.delay(1000);
    const { child, finished } = start();
    await served(1);
    child.kill("SIGINT");
    const { code, stdout } = await finished;
    expect([code, stdout]).toEqual([130, ""]);
    expect([server.requests.length, readdirSync(folder)]).toEqual([1, []]);
  });

  test("by a second Ctrl-C ends at once, and says which ledger remains", async () => {
    server.delay(20);
    const { child, finished } = start();
    await served(25);
    server.delay(1000);
    child.kill("SIGINT");
    await sleep(100);
    child.kill("SIGINT");
    const { code, stderr } = await finished;
    expect(code).toBe(130);
    const [ledger = ""] = /\S+\.ndjson/.exec(stderr) ?? [];
    expect(readFileSync(join(folder, ledger), "utf8")).toContain('"created"');
  });

  test("by --timeout cleans up within its time, and fails what was not finished", async () => {
    server.delay(150);
    const { code, stdout } = await start(...FEW, "--concurrency", "1", "--timeout", "10", "--json", "-").finished;
    expect(code).toBe(1);
    const { verdict, incomplete, leftovers, steps } = JSON.parse(stdout);
    expect([verdict.conforms, incomplete, leftovers]).toEqual([false, ["not finished within 10 s"], []]);
    expect(steps).toContainEqual(expect.objectContaining({ outcome: "failed", reason: "not finished within 10 s" }));
    expect(await server.left()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("by --timeout ends in time though the service hangs, and each report says what is left behind", async () => {
    const kinds = ["json", "junit", "html", "sarif"];
    const files = kinds.flatMap((kind) => [`--${kind}`, kind]);
    const { child, finished } = start("--journey", "contacts/contacts", "--timeout", "6", ...files);
    await served(3);
    server.delay(600_000);
    const started = performance.now();
    const { code, stdout, stderr } = await finished;
    // Six seconds, and what a busy machine takes to write the reports.
    expect(performance.now() - started).toBeLessThan(40_000);
    expect([code, child.killed]).toEqual([1, false]);
    const left = /deleteUser username=acv-\w+-contacts-contacts-ada/;
    const written = kinds.map((kind) => readFileSync(join(folder, kind), "utf8"));
    for (const text of [stdout, stderr, ...written]) expect(text.replace(/\s+/g, " ")).toMatch(left);
    expect(JSON.parse(written[0] ?? "")).toMatchObject({ leftovers: [{ reason: expect.any(String) }, {}, {}] });
  });

  test("by --timeout before it has signed in could not reach the service", async () => {
    server.delay(600_000);
    const { code, stderr } = await start("--timeout", "1").finished;
    expect([code, stderr]).toEqual([3, expect.stringContaining("not finished within 1 s")]);
  });
});
