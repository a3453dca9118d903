/** Prism's own server on the same description, on a free port, which it prints. */
import { fileURLToPath } from "node:url";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";

const nothing = () => {};
/** Logging would be measured, too. */
const logger: Record<string, unknown> = Object.fromEntries(
  ["trace", "debug", "info", "success", "warn", "error", "fatal"].map((level) => [level, nothing]),
);
logger["child"] = () => logger;

const bundle = fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json"));
const server = createServer(await getHttpOperationsFromSpec(bundle), {
  cors: true,
  components: { logger: logger as never },
  config: {
    isProxy: false,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  },
});
console.log(await server.listen(0, "127.0.0.1"));
