import { vitestConfig } from "@agora-chat-openapi/testing/vitest.ts";

export default vitestConfig({ test: { exclude: ["node_modules/**", "test/long/**"] } });
