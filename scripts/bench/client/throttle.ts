/** Throttled calls, by defaults, against a server that answers 429 to the 101st in any second: how many, and how far from ideal. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createChatClient } from "@agora-chat-openapi/client";

const CALLS = Number(process.argv[2] ?? 10_000);
const LIMIT = 100;

const arrivals: number[] = [];
let refused = 0;
const server = createServer((_, response) => {
  const now = performance.now();
  while (arrivals.length > 0 && (arrivals[0] ?? 0) <= now - 1000) arrivals.shift();
  const status = arrivals.length < LIMIT ? 200 : 429;
  if (status === 200) arrivals.push(now);
  else refused++;
  response.writeHead(status, { "content-type": "application/json" }).end('{"data":[]}');
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const chat = createChatClient({ baseUrl, org: "1", app: "2", token: "t", throttle: true });

const started = performance.now();
await Promise.all(Array.from({ length: CALLS }, () => chat.listChatgroups()));
const seconds = (performance.now() - started) / 1000;
server.close();

const ideal = CALLS / LIMIT;
console.log(
  `throttle: ${CALLS} calls at ${LIMIT}/s, ${refused} answered 429, ${seconds.toFixed(1)} s, ${(seconds / ideal).toFixed(3)}× the ideal`,
);
