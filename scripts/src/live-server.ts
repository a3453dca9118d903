import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import sirv from "sirv";

/** A static server whose open pages hear of changes. */
export interface LiveServer {
  /** Address without a trailing slash. */
  url: string;
  /** Serves another folder from now on, and reloads the open pages: all, only those of one file, or all but those. */
  show(folder: string, which?: { only?: string; except?: string }): void;
  /** Shows a text on the open pages, and on those opened later, until `show`. */
  complain(text: string): void;
  close(): Promise<void>;
}

const EVENTS = "/.live/events";
const SCRIPT = `<script>
const events = new EventSource("${EVENTS}");
events.addEventListener("reload", ({ data }) => {
  const { only, except } = JSON.parse(data);
  const isOf = (file) => location.pathname.endsWith("/" + file);
  if ((!only || isOf(only)) && (!except || !isOf(except))) location.reload();
});
events.addEventListener("problem", ({ data }) => {
  const notice = document.querySelector("pre.problem") ?? document.body.appendChild(document.createElement("pre"));
  notice.className = "problem";
  notice.setAttribute("role", "alert");
  notice.style = "position:fixed;inset:auto 0 0;z-index:9999;max-height:60vh;overflow:auto;margin:0;padding:1rem;" +
    "font:13px/1.4 monospace;white-space:pre-wrap;color:#fff;background:#8a1020";
  notice.textContent = JSON.parse(data);
});
</script>`;

/**
 * Serves a folder on loopback, with a script in each page that listens for changes.
 * @throws Error with `code` "EADDRINUSE" when the port is taken.
 */
export async function serveLive(first: string, port: number): Promise<LiveServer> {
  let folder = first;
  let files = sirv(folder, { dev: true });
  let problem: string | undefined;
  const listeners = new Set<ServerResponse>();

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === EVENTS) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(problem === undefined ? ":\n\n" : event("problem", problem));
      listeners.add(response);
      response.once("close", () => listeners.delete(response));
      return;
    }
    const page = await readPage(folder, pathname);
    if (page === undefined) {
      files(request, response, () => {
        response.writeHead(404, { "content-type": "text/plain" }).end("no such page\n");
      });
      return;
    }
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(page + SCRIPT);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

  const tell = (name: string, data: unknown) => {
    for (const listener of listeners) listener.write(event(name, data));
  };
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    show(next, which = {}) {
      folder = next;
      files = sirv(folder, { dev: true });
      problem = undefined;
      tell("reload", which);
    },
    complain(text) {
      problem = text;
      tell("problem", text);
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The HTML of a page; undefined for what is no page, or not there. */
async function readPage(folder: string, pathname: string): Promise<string | undefined> {
  const file = normalize(decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname));
  if (!file.endsWith(".html")) return undefined;
  return readFile(join(folder, file), "utf8").catch(() => undefined);
}
