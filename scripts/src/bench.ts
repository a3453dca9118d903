/**
 * `pnpm bench`: measures the packages beside other people's tools, as ratios.
 *
 *     node bench.ts [client|mock|emulator|contract|docs] …
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build, ROOT } from "./local-servers.ts";

/** What is measured, in this order. */
const BENCHES: Record<string, string[]> = {
  client: ["size", "latency", "compile", "integers", "throttle"],
  mock: ["requests"],
  emulator: ["requests", "start", "apps"],
  contract: ["faults", "throughput", "recorded"],
  docs: ["site"],
};

const folder = fileURLToPath(new URL("scripts/bench/", ROOT));
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHES);
const unknown = chosen.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`bench: there is no ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}`);
  process.exit(2);
}

build("bench");
run("pnpm", ["install", "--frozen-lockfile"]);
for (const name of chosen) for (const file of BENCHES[name] ?? []) run(process.execPath, [`${name}/${file}.ts`]);

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}
