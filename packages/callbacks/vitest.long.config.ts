import { vitestConfig } from "@agora-chat-openapi/testing/vitest.ts";

export default vitestConfig({ test: { dir: "test/long", exclude: ["**/node_modules/**"] } });
