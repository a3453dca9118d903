import { connect } from "node:net";

/** Sends bytes to a server and resolves to all that comes back until the connection closes. */
export function sendRaw(url: string, bytes: string | Uint8Array, { end = true } = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ""), () => socket.write(bytes));
    let response = "";
    socket.on("data", (chunk) => {
      response += chunk;
      if (end) socket.end();
    });
    socket.on("close", () => resolve(response));
    socket.on("error", reject);
  });
}
