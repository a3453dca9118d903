import { vitestConfig } from "@agora-chat-openapi/testing/vitest.ts";

export default vitestConfig({
  test: {
    globalSetup: ["@agora-chat-openapi/testing/shared-browser.ts"],
    // What guides show as test files is run by their test.
    exclude: ["**/node_modules/**", "test/generated/**"],
  },
});
