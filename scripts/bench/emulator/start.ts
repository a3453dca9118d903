/** From starting the command of the emulator to its first answer, and the memory that it holds when it has nothing to do. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROUNDS = 10;
const emulator = fileURLToPath(new URL("cli.js", import.meta.resolve("@agora-chat-openapi/emulator")));
/** A server that does nothing, in one line. */
const bare = `require("node:http").createServer((q, r) => r.end("{}")).listen(0, "127.0.0.1", function () {
  console.log("http://127.0.0.1:" + this.address().port) })`;
const commands = { "bare node:http": ["-e", bare], emulator: [emulator, "--port", "0", "--quiet"] };

const times: Record<string, number[]> = {};
const sizes: Record<string, number> = {};
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, args] of Object.entries(commands)) {
    const started = performance.now();
    const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(server.stdout, "data");
    const url = /http:\S+/.exec(String(line))?.[0];
    const response = await fetch(`${url}/org/app/users/ada`, { headers: { authorization: "Bearer token" } });
    await response.text();
    times[name] = [...(times[name] ?? []), performance.now() - started];
    await sleep(500);
    sizes[name] = memoryOf(server.pid);
    server.kill();
  }
}

console.log(`start to first answer, median of ${ROUNDS}, and memory when idle`);
for (const [name, values] of Object.entries(times)) {
  const median = values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  console.log(`  ${name.padEnd(16)}${median.toFixed(0).padStart(4)} ms  ${sizes[name]?.toFixed(0)} MB`);
}

/** Resident memory in MB, where /proc says it. */
function memoryOf(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
