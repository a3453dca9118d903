/** Time of a call over bare fetch, for both doors and for openapi-fetch alone. Calls take turns, one at a time. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createChatClient } from "@agora-chat-openapi/client";
import createClient from "openapi-fetch";

const ROUNDS = 6000;
const WARM_UP = 1500;

const server = spawn(process.execPath, [fileURLToPath(new URL("server.ts", import.meta.url))], {
  stdio: ["ignore", "pipe", "inherit"],
});
const baseUrl = String((await once(server.stdout, "data"))[0]).trim();
const headers = { authorization: "Bearer t" };
const chat = createChatClient({ baseUrl, org: "1", app: "2", token: "t" });
const plain = createClient<{
  "/chatgroups": { get: { responses: { 200: { content: { "application/json": object } } } } };
}>({ baseUrl: `${baseUrl}/1/2`, headers });

const calls = {
  "bare fetch": async () => (await fetch(`${baseUrl}/1/2/chatgroups`, { headers })).json(),
  "openapi-fetch": () => plain.GET("/chatgroups"),
  "by path": () => chat.GET("/chatgroups"),
  "by operation": () => chat.listChatgroups(),
};
const times = Object.fromEntries(Object.keys(calls).map((name) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, call] of Object.entries(calls)) {
    const started = performance.now();
    await call();
    if (round >= WARM_UP) times[name]?.push(performance.now() - started);
  }
}
server.kill();

const median = (values: number[] = []) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
console.log("time of a call on loopback, median");
for (const [name, values] of Object.entries(times)) {
  const ratio = median(values) / median(times["bare fetch"]);
  console.log(`  ${name.padEnd(14)} ${(median(values) * 1000).toFixed(0).padStart(4)} µs  ${ratio.toFixed(2)}×`);
}
