/** Prism's own server on the same description, on a free port, which it prints. For comparison only. */
import { createServer } from "@stoplight/prism-http-server";
import { loadOperations } from "../src/description.ts";

const nothing = () => {};
const logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  success: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => logger,
};
type Options = Parameters<typeof createServer>[1];

const server = createServer(await loadOperations(), {
  cors: true,
  components: { logger: logger as unknown as Options["components"]["logger"] },
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
