import { vitestConfig } from "@agora-chat-openapi/testing/vitest.ts";

export default vitestConfig({ test: { globalSetup: ["@agora-chat-openapi/testing/shared-browser.ts"] } });
