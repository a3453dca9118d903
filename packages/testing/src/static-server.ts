import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";

export interface StaticServer {
  /** Address without a trailing slash. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the files of a folder on loopback, as they are at each request.
 * @param port 0 takes a free one.
 * @throws Error with `code` "EADDRINUSE" when the port is taken.
 */
export async function serve(folder: string, port: number): Promise<StaticServer> {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.writeHead(404, { "content-type": "text/plain" }).end("no such page\n");
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
