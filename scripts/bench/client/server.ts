/** Answers every request with a list of 7 KB, or with `?size=n` of about n bytes, and prints its address. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const member = { member: "somebody-with-a-name" };
const bodies = new Map<number, string>();
const bodyOf = (size: number) => {
  const data = Array.from({ length: Math.ceil(size / 34) }, () => member);
  const body = JSON.stringify({ action: "get", uri: "x", timestamp: 1, duration: 1, data, count: data.length });
  bodies.set(size, body);
  return body;
};

const server = createServer((request, response) => {
  const size = Number(new URL(request.url ?? "", "http://x").searchParams.get("cursor") ?? 400);
  const body = bodies.get(size) ?? bodyOf(size);
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
