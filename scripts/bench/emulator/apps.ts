/** How long it takes to make fresh apps, as tests do that have one each. */
import { createEmulator } from "@agora-chat-openapi/emulator";

const APPS = 2000;
const ROUNDS = 5;

const emulator = createEmulator();
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const started = performance.now();
  for (let count = 0; count < APPS; count++) await emulator.app();
  times.push(performance.now() - started);
}
await emulator.close();
console.log(`${APPS} fresh apps, best of ${ROUNDS} rounds`);
console.log(
  `  emulator        ${Math.min(...times)
    .toFixed(0)
    .padStart(4)} ms`,
);
