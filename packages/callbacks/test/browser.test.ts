// Where there is neither Node nor its crypto: a page of a real browser.
import { fileURLToPath } from "node:url";
import { launchBrowser } from "@agora-chat-openapi/testing/browser.ts";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { bodyOf, SECRET } from "./examples.ts";

const PAGE = `
import { readCallback, signCallback } from "../src/index.ts";
globalThis.run = async (body, secret) => {
  const post = (content) => new Request("https://example.com/callbacks", { method: "POST", body: JSON.stringify(content) });
  const event = await readCallback(post(body), { secret });
  const refused = await readCallback(post({ ...body, callId: "another" }), { secret }).catch((error) => error.code);
  return { name: event.name, refused, signed: signCallback(body, { secret }).security };
};`;

test("a browser reads and signs callbacks", async () => {
  const stdin = { contents: PAGE, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "ts" as const };
  const { outputFiles } = await build({ stdin, bundle: true, format: "iife", platform: "browser", write: false });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
    const body = bodyOf("messageSent");
    const result = await page.evaluate(`run(${JSON.stringify(body)}, ${JSON.stringify(SECRET)})`);
    expect(result).toEqual({ name: "messageSent", refused: "wrong_signature", signed: body.security });
  } finally {
    await browser.close();
  }
});
