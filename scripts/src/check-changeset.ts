/**
 * Holds the pending changesets to what has changed in the description since its last release: their bump of the spec
 * must be at least what the changes ask for.
 *
 *     node check-changeset.ts [<root of the repository>]
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUMPS, type Bump, diffDescriptions } from "@agora-chat-openapi/contract/diff";
import getChangesets from "@changesets/read";

const SPEC = "@agora-chat-openapi/spec";
const root = process.argv[2] ?? fileURLToPath(new URL("../../", import.meta.url));

const released = lastRelease();
if (released === undefined) {
  console.log("changesets: not checked, since there is no history here to compare the description with");
} else if (!hasChanged(released)) {
  console.log(`changesets: the description is as it was at ${released.slice(0, 7)}, its last release`);
} else {
  const folder = mkdtempSync(join(tmpdir(), "agora-chat-openapi-"));
  try {
    await check(released, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function check(commit: string, folder: string): Promise<void> {
  const archive = git(["archive", commit, "spec"]);
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  const [old, current] = [join(folder, "old.json"), join(folder, "current.json")];
  bundle(join(folder, "spec"), old);
  bundle(join(root, "spec"), current);

  const { changes } = await diffDescriptions(old, current);
  const demanded = (impact: Bump) => beforeOne(impact, version(root));
  const asked = weightiest(changes.map(({ impact }) => demanded(impact)));
  const given = weightiest(
    (await getChangesets(root)).flatMap(({ releases }) =>
      releases.filter(({ name }) => name === SPEC).map(({ type }) => type as Bump),
    ),
  );
  if (BUMPS.indexOf(given) >= BUMPS.indexOf(asked)) {
    console.log(`changesets: ${given} for ${SPEC}, and its ${changes.length} changes ask for ${asked}`);
    return;
  }
  console.error(`changesets: ${given} for ${SPEC}, but its changes since ${commit.slice(0, 7)} ask for ${asked}:`);
  for (const { impact, message, pointer } of changes) {
    if (BUMPS.indexOf(demanded(impact)) > BUMPS.indexOf(given)) console.error(`  ${impact} ${message} ${pointer}`);
  }
  console.error(`\`pnpm changeset\` adds one: choose ${SPEC} and ${asked}`);
  process.exitCode = 1;
}

/** The commit that set the version of the description, or undefined without a history that reaches that far. */
function lastRelease(): string | undefined {
  try {
    if (git(["rev-parse", "--is-shallow-repository"]).toString().trim() === "true") return undefined;
    return git(["log", "-1", "--format=%H", '-G"version":', "--", "spec/package.json"]).toString().trim() || undefined;
  } catch {
    return undefined; // No git, or no repository: a copy of the files.
  }
}

/** Whether a file of the description differs from what a commit holds. */
function hasChanged(commit: string): boolean {
  return git(["diff", "--name-only", commit, "--", "spec"]).length > 0;
}

function git(args: string[]): Buffer {
  return execFileSync("git", args, { cwd: root, stdio: ["ignore", "pipe", "ignore"], maxBuffer: 256 * 1024 * 1024 });
}

/** Redocly's command is on the PATH of package scripts. */
function bundle(spec: string, file: string): void {
  const args = ["bundle", join(spec, "openapi.yaml"), "--component-renaming-conflicts-severity=error", "-o", file];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { status, stderr } = spawnSync("redocly", args, { env, shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`redocly could not bundle ${spec}: ${stderr}`);
}

function version(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "spec/package.json"), "utf8")) as { version: string }).version;
}

/** Before version 1, what breaks callers is a minor change and everything else a patch. */
function beforeOne(impact: Bump, current: string): Bump {
  if (!current.startsWith("0.")) return impact;
  return impact === "major" ? "minor" : impact === "none" ? "none" : "patch";
}

function weightiest(bumps: Bump[]): Bump {
  return BUMPS[Math.max(0, ...bumps.map((bump) => BUMPS.indexOf(bump)))] ?? "none";
}
