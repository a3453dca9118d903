import { vitestConfig } from "@agora-chat-openapi/testing/vitest.ts";

export default vitestConfig();
