/**
 * How many requests a second the mock answers on the whole description, beside Prism's own server.
 * Every operation is called in turn with its own example. Rounds alternate, so that both meet the same machine.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { MULTIPART, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { exampleRequest, requestInit, requestUrl } from "@agora-chat-openapi/description/examples";
import autocannon from "autocannon";

const ROUNDS = 3;
const SECONDS = 4;

const requests = operationsOf(readDescription()).flatMap((operation) => {
  const request = exampleRequest(operation);
  // Prism's server ends at a list of names, and autocannon sends no forms with files.
  if (Object.values(request.path).some(Array.isArray) || request.contentType === MULTIPART) return [];
  const { method, headers, body } = requestInit(operation, request, "token");
  return [{ method, headers, body, path: requestUrl("", operation, request) } as autocannon.Request];
});

const servers = { "Prism's server": "stock-prism.ts", "this mock": "our-mock.ts" };
const rates: Record<string, number[]> = {};
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, file] of Object.entries(servers)) {
    const server = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [url] = await once(server.stdout, "data");
    const load = { url: String(url).trim(), requests, connections: 16, duration: SECONDS };
    // A first round unmeasured: schemas are compiled at their first use.
    await autocannon(load);
    const result = await autocannon(load);
    server.kill();
    if (result.non2xx > 0) throw new Error(`${name} refused ${result.non2xx} of its own examples`);
    rates[name] = [...(rates[name] ?? []), result.requests.average];
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
console.log(`${requests.length} operations, median of ${ROUNDS} rounds of ${SECONDS} s`);
for (const [name, values] of Object.entries(rates))
  console.log(`${name.padEnd(16)}${Math.round(median(values))} requests/s`);
console.log(`ratio           ${(median(rates["this mock"] ?? []) / median(rates["Prism's server"] ?? [])).toFixed(1)}`);
