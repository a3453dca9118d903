/** What a bundle of the client weighs, minified and gzipped, beside openapi-fetch alone and a chat SDK. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const entries = {
  "openapi-fetch alone": 'export { default } from "openapi-fetch"',
  "by path alone": 'export { createPathClient } from "@agora-chat-openapi/client"',
  "whole client": 'export { createChatClient } from "@agora-chat-openapi/client"',
  "stream-chat": 'export { StreamChat } from "stream-chat"',
};

console.log("size, minified and gzipped");
for (const [name, contents] of Object.entries(entries)) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
  console.log(`  ${name.padEnd(20)} ${(bytes / 1000).toFixed(3).padStart(7)} kB`);
}
