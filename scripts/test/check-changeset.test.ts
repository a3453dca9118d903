import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeSmallDescription } from "./small-description.ts";

const script = fileURLToPath(new URL("../src/check-changeset.ts", import.meta.url));

const hasGit = spawnSync("git", ["--version"]).status === 0;

describe.skipIf(!hasGit)("in a repository (needs git)", () => {
  /** A repository with a released description. */
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "agora-chat-openapi-"));
    await mkdir(join(root, ".changeset"));
    await writeSmallDescription(join(root, "spec"));
    git("init", "-q");
    commit("Release");
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: root });
  const commit = (message: string) => {
    git("add", ".");
    git("commit", "-q", "-m", message);
  };
  const check = () =>
    promisify(execFile)(process.execPath, [script, root]).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, text: error.stderr }),
    );
  const edit = async (file: string, from: string, to: string) => {
    const path = join(root, "spec", file);
    const text = await readFile(path, "utf8");
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  };
  const changeset = (bump: string) =>
    writeFile(join(root, ".changeset/one.md"), `---\n"@agora-chat-openapi/spec": ${bump}\n---\n\nA change.\n`);

  const ADMINS = "resources/chatrooms/admins.yaml";

  test("an unchanged description needs no changeset", async () => {
    expect(await check()).toMatchObject({ code: 0 });
  });

  test("a change that breaks callers needs a minor changeset before version 1, and is named", async () => {
    await edit(ADMINS, "required: [newadmin]", "required: [newadmin, reason]");
    commit("Ask for a reason");
    const without = await check();
    expect(without.code).toBe(1);
    expect(without.text).toMatch(/none for @agora-chat-openapi\/spec, but its changes since \w+ ask for minor/);
    expect(without.text).toMatch(/reason.*NewChatroomAdmin|NewChatroomAdmin.*reason/s);

    await changeset("patch");
    expect(await check()).toMatchObject({ code: 1 });
    await changeset("minor");
    expect(await check()).toMatchObject({ code: 0 });
  });

  test("a change of words, not committed yet, needs a patch", async () => {
    await edit(ADMINS, "Make a member an admin", "Give a member more rights");
    expect(await check()).toMatchObject({ code: 1, text: expect.stringContaining("ask for patch") });
    await changeset("patch");
    expect(await check()).toMatchObject({ code: 0 });
  });

  test("a release counts from its own version", async () => {
    await edit(ADMINS, "Make a member an admin", "Give a member more rights");
    await edit("package.json", '"version": "0.1.0"', '"version": "0.2.0"');
    commit("Release again");
    expect(await check()).toMatchObject({ code: 0 });
  });

  test("a copy without history is not checked, and says so", async () => {
    await rm(join(root, ".git"), { recursive: true });
    expect(await check()).toMatchObject({ code: 0, text: expect.stringContaining("no history") });
  });
});
