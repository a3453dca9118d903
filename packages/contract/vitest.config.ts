import { fileURLToPath } from "node:url";
import { vitestConfig } from "@agora-chat-openapi/testing/vitest.ts";

export default vitestConfig({
  test: {
    // The command is started a hundred times, and compiled once.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/compile", import.meta.url)) },
  },
});
