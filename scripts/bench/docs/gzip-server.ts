import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

export interface GzipServer {
  /** Address without a trailing slash. */
  url: string;
  /** What was sent since the last call, in gzipped bytes. */
  sent(): number;
  close(): void;
}

/** Serves a folder gzipped, as a host would, from memory once a file was asked for. */
export async function serveGzipped(folder: string): Promise<GzipServer> {
  const cache = new Map<string, Buffer>();
  let bytes = 0;
  const server = createServer((request, response) => {
    const file = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    try {
      const body = cache.get(file) ?? gzipSync(readFileSync(join(folder, file)), { level: 9 });
      cache.set(file, body);
      bytes += body.length;
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-encoding": "gzip", "content-length": body.length });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    sent() {
      const sum = bytes;
      bytes = 0;
      return sum;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
