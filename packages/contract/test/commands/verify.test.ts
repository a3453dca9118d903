// `verify` from outside, against a service that remembers: what it reports, how it ends, and that it leaves nothing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEmulator } from "@agora-chat-openapi/emulator";
import { freePort } from "@agora-chat-openapi/testing/free-port.ts";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createCommand } from "../../src/commands/verify.ts";
import { deployment, FEW, type Finished, startCommand, TOKEN, temporaryFolder } from "../support/command.ts";
import { runHere } from "../support/in-process.ts";
import { startService, useService } from "../support/service.ts";

const server = await useService();
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const start = (...args: string[]) =>
  startCommand(["verify", ...deployment(server.url), ...args], folder, server.app.token);
const verify = (...args: string[]): Promise<Finished> =>
  runHere(["verify", ...deployment(server.url), ...args], folder, server.app.token);

describe("a service that conforms", () => {
  test("passes all journeys, and nothing is left on it or on disk", { timeout: 60_000 }, async () => {
    const { code, stdout, stderr } = await start().finished;
    expect(stdout).not.toMatch(/failed/);
    expect(code).toBe(0);
    expect(await server.left()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect(stderr).toMatch(/^chatrooms\/rooms: \d+ passed \(\d+\.\d s\)$/m);
    expect(stdout + stderr).not.toContain(server.app.token);
  });

  test("is found under the App ID as well", async () => {
    const [baseUrl = "", url = ""] = deployment(server.url);
    const args = [baseUrl, url, "--app-id", "a1b2c3", "--token-env", "CHAT_TOKEN", "--journey", "users/users"];
    const { code, stdout } = await runHere(["verify", ...args], folder, server.app.token);
    expect([code, stdout]).toEqual([0, expect.stringContaining("app-id#a1b2c3: ")]);
    expect(new Set(server.requests.map((request) => request.url.split("/").slice(0, 3).join("/")))).toEqual(
      new Set(["/app-id/a1b2c3"]),
    );
  });

  test("is walked by the journeys that were asked for alone", async () => {
    const { stderr } = await verify(
      "--journey",
      "users",
      "--journey",
      "contacts/contacts,contacts/blocklist",
      "--tag",
      "Contacts",
    );
    expect(stderr.match(/^[\w/-]+(?=: \d)/gm)).toEqual(["contacts/contacts"]);
  });

  test("gets nothing but GET with --read-only", { timeout: 60_000 }, async () => {
    const { code, stdout } = await verify("--read-only");
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(server.requests.length).toBeGreaterThan(3);
    expect(stdout).toContain("--read-only");
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is not asked for its state with --stateless", async () => {
    const { code, stdout } = await verify("--stateless", "--journey", "users/users");
    expect(stdout).toMatch(/skipped/);
    expect(stdout).toContain("--stateless");
    expect(code).toBe(0);
  });
});

describe("a service that does not conform", () => {
  test("since it takes any token is told on", async () => {
    const trusting = await startService({ auth: "any" });
    onTestFinished(() => trusting.close());
    const args = ["verify", ...deployment(trusting.url), "--journey", "auth"];
    const { code, stdout } = await runHere(args, folder);
    expect(code).toBe(1);
    const text = stdout.replace(/\s+/g, " ");
    expect(text).toContain("error response/security");
    expect(text).toContain("expected 401, since the token of the request is not valid, got 200");
    expect(text).toContain("failed a call with a wrong token is refused: expected an error with unauthorized");
  });

  test("to the description that was given is told on by that one", async () => {
    const shipped = readFileSync(new URL(import.meta.resolve("@agora-chat-openapi/spec/openapi.json")), "utf8");
    writeFileSync(join(folder, "other.json"), shipped.replaceAll('"activated":', '"enabled":'));
    const { code, stdout } = await verify("--description", "other.json", "--journey", "users/users");
    expect(code).toBe(1);
    expect(stdout).toMatch(/undocumented.*"activated".*other\.json:\d+/s);
    expect(await server.left()).toEqual([]);
  });

  test("is told on, with the step that saw it, and nothing is left", async () => {
    const { token, faults } = server.app;
    faults.add({ operation: "getUser", body: { entities: [{ username: 7 }], token } });
    const { code, stdout, stderr } = await verify(...FEW, "--json", "report.json", "--html", "report.html");
    expect(code).toBe(1);
    const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect(stdout).toContain("response/body/type");
    expect(stdout).toContain("users/users: ada's account is looked up");
    expect(await server.left()).toEqual([]);
    expect([stdout, stderr, ...written].join()).not.toContain(token);
  });

  test("fails the step that it breaks, ends that journey alone, and the token in its error is not shown", async () => {
    const { token, faults } = server.app;
    const body = { error: "internal", error_description: `no luck with ${token}` };
    faults.add({ operation: "listUsers", status: 500, body });
    faults.add({ operation: "updateChatroom", status: 500, body });
    const { code, stdout, stderr } = await verify(...FEW);
    expect(code).toBe(1);
    expect(stdout).toMatch(/failed the description changes/);
    expect(stdout + stderr).not.toContain(token);
    expect(stderr).toMatch(/^push\/labels: \d+ passed \(/m);
    // Whether more is there than the ledger knows cannot be told while users cannot be listed.
    expect(stderr).toMatch(/agora-chat-contract sweep --base-url .* --run acv-[a-z0-9]{8}$/m);
    expect(await server.left()).toEqual([]);
  });

  test("says what could not be removed, and the command that removes it", async () => {
    const { faults } = server.app;
    for (const operation of ["deleteChatgroup", "deleteUser"]) faults.add({ operation, status: 500, body: {} });
    const { code, stderr } = await start("--journey", "chatgroups/admins").finished;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^left behind: deleteChatgroup group_id=\d+ \(.*500/m);
    expect(await server.left()).toContainEqual(expect.stringMatching(/^group acv-/));
    const [, ...args] = /^ {2}(agora-chat-contract .*)$/m.exec(stderr)?.[1]?.split(" ") ?? [];
    faults.clear();
    const swept = await runHere(args, folder, server.app.token);
    expect(swept.code).toBe(0);
    expect(await server.left()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a mistake exits with 2 and says what would be right", () => {
  const without = (name: string) => {
    const all = deployment("http://127.0.0.1:9");
    all.splice(all.indexOf(name), 2);
    return all;
  };
  const valid = deployment("http://127.0.0.1:9");
  test.each([
    ["no address", without("--base-url"), "option '--base-url <url>' not specified"],
    ["no org", without("--org"), "--org is missing"],
    ["no app", without("--app"), "--app is missing"],
    ["two names of the app", [...valid, "--app-id", "a1b2"], "--app-id stands in place of --org and --app"],
    ["no token", without("--token-env"), "option '--token-env <name>' not specified"],
    ["an address that is none", deployment("a61.chat.agora.io"), "https://a61.chat.agora.io"],
    ["an address with a query", deployment("http://127.0.0.1:9/chat/?t=secret-canary"), "give http://127.0.0.1:9/chat"],
    ["an address with a password", deployment("http://ada:secret-canary@127.0.0.1"), "user or a password"],
    ["another scheme", deployment("ftp://ada:secret-canary@127.0.0.1"), "http(s)"],
    ["an org with a slash", [...valid, "--org", "a/b"], "41117440#383391"],
    [
      "a variable that is not there",
      deployment("http://127.0.0.1:9", "NOT_THERE"),
      "no environment variable NOT_THERE",
    ],
    ["a variable that is empty", deployment("http://127.0.0.1:9", "EMPTY"), "EMPTY is empty"],
    ["a variable with no token", deployment("http://127.0.0.1:9", "BROKEN"), "BROKEN holds no token"],
    ["an unknown journey", [...valid, "--journey", "users,moon"], '"moon"; there are aliases,'],
    ["an unknown tag", [...valid, "--tag", "Moon"], '"Moon"; there are '],
    ["an unknown option", [...valid, "--moon"], "--moon"],
    ["no concurrency", [...valid, "--concurrency", "0"], '--concurrency: "0"'],
    ["a timeout in words", [...valid, "--timeout", "soon"], '--timeout: "soon"'],
    ["a description that is not there", [...valid, "--description", "moon.yaml"], "moon.yaml"],
  ])("%s", async (_, args, message) => {
    vi.stubEnv("CHAT_TOKEN", TOKEN).stubEnv("EMPTY", "").stubEnv("BROKEN", "two words");
    const error: Error = await createCommand()
      .parseAsync(args, { from: "user" })
      .catch((reason) => reason);
    vi.unstubAllEnvs();
    expect(error.name).toMatch(/^(UsageError|CommanderError)$/);
    expect(error.message).toContain(message);
    expect(error.message).not.toMatch(/secret-canary|two words/);
  });

  test.each([[["--journey", "moon"]], [["--moon"]]])("on the command line: %s", async (args) => {
    const { code, stderr, stdout } = await verify(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^agora-chat-contract verify: .*moon/);
    expect(stderr).not.toMatch(/ at .*\.ts:\d+/);
  });

  test("a description that is broken", async () => {
    writeFileSync(join(folder, "broken.yaml"), "paths: [");
    const { code, stderr } = await verify("--description", "broken.yaml");
    expect([code, stderr]).toEqual([2, expect.stringContaining("--description broken.yaml: ")]);
  });

  test("a ledger folder that is a file", async () => {
    writeFileSync(join(folder, "file"), "");
    const { code, stderr } = await verify("--ledger", "file");
    expect([code, stderr]).toEqual([2, expect.stringContaining("--ledger: ")]);
    expect(await server.left()).toEqual([]);
  });
});

describe("a service that cannot be used exits with 3", () => {
  const outcomeAt = async (url: string) => runHere(["verify", ...deployment(url)], folder);

  test("when nobody listens", async () => {
    const { code, stderr } = await outcomeAt(`http://127.0.0.1:${await freePort()}`);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/could not reach http:.*ECONNREFUSED/)]);
    expect(existsSync(join(folder, ".agora-chat-contract"))).toBe(false);
  });

  test("when there is no such host", async () => {
    const { code, stderr } = await outcomeAt("https://chat.invalid");
    expect([code, stderr]).toEqual([3, expect.stringContaining("could not reach https://chat.invalid")]);
  });

  test("when it does not speak TLS", async () => {
    const { code, stderr } = await outcomeAt(server.url.replace("http:", "https:"));
    expect([code, stderr]).toEqual([3, expect.stringContaining("could not reach https:")]);
  });

  test("when it refuses the token, which is named by its variable", async () => {
    const { code, stderr } = await outcomeAt(server.url);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/refused the token of \$CHAT_TOKEN: 401 /)]);
    expect(stderr).not.toContain(TOKEN);
  });

  test("when it does not know the app", async () => {
    const emulator = await startEmulator({ onlyNamed: true });
    const { code, stderr } = await outcomeAt(emulator.url);
    await emulator.close();
    expect([code, stderr]).toEqual([3, expect.stringContaining("has no app 41117440#383391")]);
  });
});
