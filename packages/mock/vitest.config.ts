import { vitestConfig } from "@agora-chat-openapi/testing/vitest.ts";

// The files of a worker share Prism, which takes a second to load.
export default vitestConfig({ test: { isolate: false } });
