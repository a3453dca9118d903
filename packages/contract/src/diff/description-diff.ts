/** Compares two versions of a description with `redocly diff`, which rates each change by semver. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const BUMPS = ["none", "patch", "minor", "major"] as const;
export type Bump = (typeof BUMPS)[number];

/** One difference, and the version that it asks for. */
export interface DescriptionChange {
  impact: Bump;
  /** What it is, in one sentence. */
  message: string;
  /** JSON pointer of what changed. */
  pointer: string;
  /** File and line where it is, or was. */
  file: string;
  line: number;
}

export interface DescriptionDiff {
  /** The version that all changes together ask for. */
  bump: Bump;
  /** The weightiest first. */
  changes: DescriptionChange[];
}

/** What `redocly diff` reports, as far as it is read here. */
interface RedoclyReport {
  bump: Bump | null;
  changes: {
    path: string;
    kind: string;
    impact: Bump;
    typeName: string;
    property?: string;
    verdicts: { message: string; impact: Bump }[];
    base?: { file: string; line: number };
    revision?: { file: string; line: number };
  }[];
}

/** Redocly's own rules of what breaks callers. */
const RULES = "extends:\n  - diff-recommended\n";

/**
 * Compares two descriptions, given as files.
 * @throws Error when @redocly/cli is not installed, or cannot read one of them
 */
export async function diffDescriptions(base: string, revision: string): Promise<DescriptionDiff> {
  const cli = redocly();
  const folder = await mkdtemp(join(tmpdir(), "agora-chat-contract-"));
  try {
    const config = join(folder, "redocly.yaml");
    const output = join(folder, "diff.json");
    await writeFile(config, RULES);
    const args = ["diff", base, revision, "--format", "json", "--fail-on", "none", "--config", config, "-o", output];
    const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
    await promisify(execFile)(process.execPath, [cli, ...args], { env }).catch((error: { stderr: string }) => {
      throw new Error(`redocly could not compare them: ${error.stderr.trim()}`);
    });
    return toDiff(JSON.parse(await readFile(output, "utf8")) as RedoclyReport);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function redocly(): string {
  const { resolve } = createRequire(import.meta.url);
  try {
    return join(resolve("@redocly/cli/package.json"), "../bin/cli.js");
  } catch (cause) {
    throw new Error("comparing descriptions needs @redocly/cli: npm install --save-dev @redocly/cli", { cause });
  }
}

function toDiff({ bump, changes }: RedoclyReport): DescriptionDiff {
  return {
    bump: bump ?? "none",
    changes: changes
      .map((change) => {
        const { file = "", line = 1 } = change.revision ?? change.base ?? {};
        const reasons = change.verdicts.filter(({ impact }) => impact === change.impact).map(({ message }) => message);
        const what = change.property ? `\`${change.property}\`` : change.typeName;
        const message = reasons.join(" ") || `${what} was ${change.kind}.`;
        return { impact: change.impact, message, pointer: change.path.replace(/^#/, ""), file, line };
      })
      .sort((one, other) => BUMPS.indexOf(other.impact) - BUMPS.indexOf(one.impact)),
  };
}
