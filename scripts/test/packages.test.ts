import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const bin = (name: string) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
const folders = [
  "spec",
  ...["description", "http", "callbacks", "client", "mock", "emulator", "docs", "contract"].map(
    (name) => `packages/${name}`,
  ),
];

/** Whether there is time for what is shown by one of its kind. */
const LONG = process.env["LONG"] !== undefined;

/** A project of somebody else: an empty folder outside the workspace, with the packed packages installed. */
let project: string;
let tarballs: string[];
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "agora-chat-openapi-"));
  await Promise.all(
    folders.map((folder) => run("pnpm", ["pack", "--pack-destination", project], { cwd: join(root, folder) })),
  );
  tarballs = (await readdir(project)).filter((file) => file.endsWith(".tgz"));
  const dependencies = Object.fromEntries(
    tarballs.map((file) => [file.replace(/^agora-chat-openapi-(\w+)-.*$/, "@agora-chat-openapi/$1"), `file:${file}`]),
  );
  await writeFile(
    join(project, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: { ...dependencies, "agora-token": "2.0.6" } }),
  );
  await writeFile(
    join(project, "pnpm-workspace.yaml"),
    // They ask for versions of each other that no registry has yet.
    JSON.stringify({
      overrides: dependencies,
      allowBuilds: { "@scarf/scarf": false },
    }),
  );
  await run("pnpm", ["install", "--prefer-offline"], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true }));

test("each package packs to one tarball", () => {
  expect(tarballs).toHaveLength(folders.length);
});

describe.each(folders.map((folder) => folder.replace("packages/", "")))("the tarball of %s", (name) => {
  const tarball = () => join(project, tarballs.find((file) => file.startsWith(`agora-chat-openapi-${name}-`)) ?? "");

  test("is clean by publint", async () => {
    await run(bin("publint"), [tarball(), "--strict"]);
  });

  // The reference site is files alone. Of those without a form for require, the programs below show it, too.
  const isTyped = name !== "docs" && (LONG || name === "client" || name === "contract");
  test.runIf(isTyped)("has types that resolve, by attw", async () => {
    await run(bin("attw"), [tarball(), "--profile", "esm-only", "--exclude-entrypoints", "openapi.yaml"]);
  });
});

describe("a program of the project", () => {
  const program = `
import { createChatClient, type Chatgroup } from "@agora-chat-openapi/client";
import { contractFetch } from "@agora-chat-openapi/contract";
import { startMock } from "@agora-chat-openapi/mock";
import type { components } from "@agora-chat-openapi/spec";
import description from "@agora-chat-openapi/spec/openapi.json" with { type: "json" };

const mock = await startMock({ port: 0 });
const fetch = contractFetch(globalThis.fetch);
const chat = createChatClient({ baseUrl: mock.url, org: "41117440", app: "383391", token: "t", fetch });
const { data } = await chat.GET("/chatgroups/{group_id}", { params: { path: { group_id: ["1"] } } });
const groups: components["schemas"]["Chatgroup"][] | undefined = data?.data;
const first: Chatgroup | undefined = groups?.[0];
const { data: admins } = await chat.listChatroomAdmins({ path: { chatroom_id: "1" } });
console.log(first?.name, admins.join(), description.openapi);
await mock.close();
`;

  beforeAll(async () => {
    await writeFile(join(project, "program.ts"), program);
  });

  test("runs", async () => {
    const { stdout } = await run(process.execPath, ["program.ts"], { cwd: project });
    expect(stdout).toBe("Trail Runners ben 3.1.1\n");
  });

  test("that reads the description and serves runs", async () => {
    const own = `import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { exampleRequest, requestUrl } from "@agora-chat-openapi/description/examples";
import { serve } from "@agora-chat-openapi/http";

const operation = operationsOf(readDescription()).find(({ id }) => id === "listUsers")!;
const listener = await serve(({ method, url }) => ({ status: 200, body: \`\${method} \${url.split("?")[0]}\` }), {
  refuse: ({ status, message }) => ({ status, body: message }),
});
console.log(await (await fetch(requestUrl(listener.url, operation, exampleRequest(operation)))).text());
await listener.close();
`;
    await writeFile(join(project, "own.ts"), own);
    const { stdout } = await run(process.execPath, ["own.ts"], { cwd: project });
    expect(stdout).toBe("GET /41117440/383391/users\n");
  });

  test("that tests against the emulator runs", async () => {
    const own = `import { createChatClient } from "@agora-chat-openapi/client";
import { startEmulator } from "@agora-chat-openapi/emulator";

const emulator = await startEmulator();
const chat = createChatClient(await emulator.app());
await chat.createUsers({ body: [{ username: "ada", password: "secret" }] });
console.log((await chat.listUsers()).entities.map(({ username }) => username).join());
await emulator.close();
`;
    await writeFile(join(project, "emulated.ts"), own);
    const { stdout, stderr } = await run(process.execPath, ["emulated.ts"], { cwd: project });
    expect({ stdout, stderr }).toEqual({ stdout: "ada\n", stderr: "" });
  });

  test("that uses require runs", async () => {
    await writeFile(
      join(project, "program.cjs"),
      'console.log(typeof require("@agora-chat-openapi/client").createChatClient)',
    );
    const { stdout } = await run(process.execPath, ["program.cjs"], { cwd: project });
    expect(stdout).toBe("function\n");
  });

  test("builds tokens once agora-token is installed too", async () => {
    const token = `import { buildAppToken } from "@agora-chat-openapi/client/token";
console.log(buildAppToken({ appId: "970CA35de60c44645bbae8a215061b33", appCertificate: "5CFd2fd1755d40ecb72977518be15d3b" }).slice(0, 3));`;
    await writeFile(join(project, "token.ts"), token);
    const { stdout } = await run(process.execPath, ["token.ts"], { cwd: project });
    expect(stdout).toBe("007\n");
  });

  test("finds no sources beside the types", async () => {
    const { stdout } = await run("tar", ["tzf", tarballs.find((file) => file.includes("-client-")) ?? ""], {
      cwd: project,
    });
    expect(stdout.split("\n").filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
  });

  const compilers: Record<string, string> = {
    "TypeScript 5.9": bin("tsc"),
    "TypeScript 7": join(root, "node_modules/.bin/tsc"),
  };
  const platforms: Record<string, string> = {
    "the browser's types": "--lib es2023,dom",
    "Node's types": `--lib es2023 --types node --typeRoots ${join(root, "node_modules/@types")}`,
  };
  test.each([
    ["TypeScript 5.9", "Node's types"],
    ["TypeScript 7", "the browser's types"],
    ...(LONG
      ? [
          ["TypeScript 5.9", "the browser's types"],
          ["TypeScript 7", "Node's types"],
        ]
      : []),
  ])("compiles on %s with %s, libraries checked too", async (compiler = "", platform = "") => {
    const options = `--noEmit --strict --target es2022 --module nodenext --resolveJsonModule ${platforms[platform]}`;
    await run(compilers[compiler] ?? "", [...options.split(" "), "program.ts"], { cwd: project });
  });

  test("that is wrong does not compile", async () => {
    await writeFile(join(project, "wrong.ts"), program.replace('group_id: ["1"]', 'group: ["1"]'));
    const compiled = run(
      compilers["TypeScript 7"] ?? "",
      "--noEmit --strict --module nodenext --resolveJsonModule --target es2022 wrong.ts".split(" "),
      { cwd: project },
    );
    await expect(compiled).rejects.toMatchObject({ stdout: expect.stringContaining("group_id") });
  });
});

test("the contract checker's command finds what is wrong, and where it is written", async () => {
  const command = join(project, "node_modules/.bin/agora-chat-contract");
  const entry = {
    request: { method: "GET", url: "https://a61.chat.agora.io/41117440/383391/chatrooms/1/admin", headers: [] },
    response: {
      status: 200,
      headers: [{ name: "content-type", value: "application/json" }],
      content: { mimeType: "application/json", text: '{"data":"ben"}' },
    },
  };
  await writeFile(join(project, "traffic.har"), JSON.stringify({ log: { version: "1.2", entries: [entry] } }));
  const checked = run(command, ["check", "traffic.har", "--base-url", "http://127.0.0.1"], { cwd: project });
  await expect(checked).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /listChatroomAdmins[\s\S]*expected an array, got the string "ben"[\s\S]*common\/envelope\.yaml:\d+/,
    ),
  });
});

test("the mock's command serves, and says what is wrong with its options", async () => {
  const command = join(project, "node_modules/.bin/agora-chat-mock");
  const help = await run(command, ["--help"]);
  expect(help.stdout).toMatch(/^Usage: agora-chat-mock/);
  const wrong = run(command, ["--port", "eighty"]);
  await expect(wrong).rejects.toMatchObject({
    code: 1,
    stderr: "error: option '--port <number>' argument 'eighty' is invalid. Give a number from 0 to 65535.\n",
  });
});

test("the emulator's command serves and remembers, and says what is wrong with its options", async () => {
  const command = join(project, "node_modules/.bin/agora-chat-emulator");
  expect((await run(command, ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);

  const child = spawn(command, ["--port", "0", "--data", join(project, "chat.db")]);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const url = `${/http:[^\s,]+/.exec(String(line))?.[0]}/o/a/users`;
  const headers = { authorization: "Bearer any", "content-type": "application/json" };
  const created = await fetch(url, { method: "POST", headers, body: '{"username":"ada","password":"x"}' });
  const listed = await fetch(url, { headers });
  expect([created.status, await listed.json()]).toMatchObject([200, { entities: [{ username: "ada" }] }]);
  child.kill();
  expect(await once(child, "exit")).toEqual([0, null]);

  await writeFile(join(project, "note.txt"), "not of the emulator ".repeat(100));
  const wrong = {
    "--port eighty": "error: option '--port <number>' argument 'eighty' is invalid. Give a number from 0 to 65535.\n",
    "--app nobody": "error: --app nobody: give an app as org/app\n",
    [`--data ${join(project, "note.txt")}`]: expect.stringMatching(/^error: .*note\.txt.*\n$/),
  };
  for (const [options, stderr] of Object.entries(wrong)) {
    await expect(run(command, options.split(" "))).rejects.toMatchObject({ code: 1, stderr });
  }
});
