import { defineConfig } from "vitest/config";

/** What takes too long for every change: `pnpm --filter @agora-chat-openapi/client test:long`. */
export default defineConfig({ test: { include: ["test/long/*.long.ts"], testTimeout: 600_000, hookTimeout: 600_000 } });
