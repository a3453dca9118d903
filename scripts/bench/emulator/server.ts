/**
 * A server for requests.ts: `bare` (node:http with fixed bytes), `mock`, `emulator`, or `emulator` with a data file.
 * Prints its address, and the CPU time that it has used whenever it is asked by a line.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { startEmulator } from "@agora-chat-openapi/emulator";
import { startMock } from "@agora-chat-openapi/mock";

const [kind, data] = process.argv.slice(2);

/** What bare node:http answers to all that comes, told by a PUT. */
let fixed = Buffer.from("{}");

const starts: Record<string, () => Promise<string>> = {
  bare: () =>
    new Promise((resolve) => {
      const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk) => chunks.push(chunk));
        request.on("end", () => {
          if (request.method === "PUT") fixed = Buffer.concat(chunks);
          response.writeHead(200, { "content-type": "application/json", "content-length": fixed.length });
          response.end(fixed);
        });
      });
      server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    }),
  mock: async () => (await startMock({ port: 0 })).url,
  emulator: async () => (await startEmulator(data === undefined ? {} : { data })).url,
};

console.log(await starts[kind ?? ""]?.());
createInterface({ input: process.stdin }).on("line", () => {
  const { user, system } = process.cpuUsage();
  console.log(user + system);
});
