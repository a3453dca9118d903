import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A response before it is sent. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** A value that is sent as JSON, a text, or bytes. */
  body: unknown;
}

/** Damages the responses of a server. */
export type Fault = (reply: Reply) => void;

export interface FaultServer {
  url: string;
  /** What it gets wrong from now on; undefined is nothing. */
  fault: Fault | undefined;
  close(): Promise<void>;
}

const LIST_HEADERS = { "x-total": "1", "x-next": "http://127.0.0.1/notes?page=2" };
const NOTE = {
  id: "n1",
  text: "Out the door at eight",
  written: "2026-03-02T09:00:00Z",
  color: "green",
  author: { name: "ada" },
  tags: { place: "north gate" },
  extra: { anything: [1, { goes: true }] },
  replies: [{ id: "n2", text: "Yes", replies: [{ id: "n3", text: "Good" }] }],
};

/** Starts the service of `description.yaml`, which is right in everything until it is given a fault. */
export async function startFaultServer(): Promise<FaultServer> {
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    const reply = replyTo(request);
    state.fault?.(reply);
    send(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const state: FaultServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return state;
}

function replyTo({ method, url = "" }: IncomingMessage): Reply {
  const json = { "content-type": "application/json; charset=utf-8" };
  const copy = structuredClone(NOTE);
  const [path = ""] = url.split("?");
  if (url.includes("limit=0")) return { status: 400, headers: json, body: { error: "illegal", detail: "limit" } };
  if (method === "DELETE") return { status: 204, headers: {}, body: "" };
  if (path === "/notes" && method === "POST") return { status: 201, headers: json, body: copy };
  if (path === "/notes") return { status: 200, headers: { ...json, ...LIST_HEADERS }, body: { notes: [copy] } };
  if (path === "/notes/latest") return { status: 200, headers: json, body: copy };
  if (path === "/notes/n404") return { status: 404, headers: json, body: { error: "not_found" } };
  if (path === "/files") return { status: 200, headers: json, body: { id: "f1" } };
  if (path.startsWith("/files/")) {
    const bytes = Buffer.from([137, 80, 78, 71, 0, 255, 254, 13]);
    return { status: 200, headers: { "content-type": "image/png", "content-length": "8" }, body: bytes };
  }
  return { status: 200, headers: json, body: [copy] };
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  const bytes = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  response.writeHead(status, headers);
  const announced = headers["content-length"];
  if (announced !== undefined && Number(announced) > Buffer.byteLength(bytes)) {
    response.write(bytes, () => response.destroy());
  } else {
    response.end(bytes);
  }
}
