/** The socket of the web SDK, loaded when the first client asks for it: most tests have none. */
import { HttpError, type Upgrade } from "@agora-chat-openapi/http";
import type { Gateway, GatewayOptions } from "./gateway.ts";

/** Where clients connect. */
const PATHS = ["/ws", "/websocket"];

export interface Realtime {
  onUpgrade: Upgrade;
  close(): Promise<void>;
}

export function createRealtime(options: GatewayOptions): Realtime {
  let loading: Promise<Gateway> | undefined;
  const load = async () => (await import("./gateway.ts")).createGateway(options);
  return {
    onUpgrade(request, socket, head) {
      const path = request.url?.split("?")[0] ?? "";
      if (!PATHS.includes(path)) throw new HttpError(404, `there is no socket at ${path}; clients use ${PATHS[0]}`);
      loading ??= load();
      loading.then(
        (gateway) => gateway.accept(request, socket, head),
        (error) => {
          socket.destroy();
          options.onFault(error);
        },
      );
    },
    async close() {
      await (await loading)?.close();
    },
  };
}
