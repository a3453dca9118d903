/** Prism's own server on the same description, on a free port, which it prints. For comparison only. */
import { createServer } from "@stoplight/prism-http-server";
import { loadOperations } from "../src/description.ts";
import { CONFIG, silentLogger } from "../src/prism.ts";

const server = createServer(await loadOperations(), {
  cors: true,
  components: { logger: silentLogger() },
  config: { ...CONFIG, mock: { dynamic: false } },
});
console.log(await server.listen(0, "127.0.0.1"));
