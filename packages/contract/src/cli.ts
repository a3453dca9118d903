#!/usr/bin/env node
import { runProgram } from "./program.ts";

for (const stream of [process.stdout, process.stderr]) {
  // A reader that has gone, such as `head`, is not a fault.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
process.exitCode = await runProgram(process.argv.slice(2));
await Promise.all([process.stdout, process.stderr].map(flushed));
// What still waits, such as a request that nobody waits for, must not hold the process.
process.exit();

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => void stream.write("", () => resolve()));
}
