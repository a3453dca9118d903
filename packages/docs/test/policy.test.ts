import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connectBrowser } from "@agora-chat-openapi/testing/shared-browser.ts";
import { watchedPage } from "@agora-chat-openapi/testing/watched-page.ts";
import sirv from "sirv";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SITE } from "./site.ts";

/** The strictest policy that search can work under: its index is read by WebAssembly. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'; base-uri 'self'";

let server: Server;
let url: string;
beforeAll(async () => {
  const files = sirv(SITE, {
    dev: true,
    setHeaders: (response) => response.setHeader("content-security-policy", POLICY),
  });
  server = createServer((request, response) =>
    files(request, response, () => {
      response.writeHead(404).end();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("pages, samples and search work where a policy allows neither inline code nor inline style", async () => {
  const browser = await connectBrowser();
  const { page, faults } = await watchedPage(browser, [url]);
  await page.goto(`${url}/operations/sendUserMessage.html`);
  await page.getByRole("tab", { name: "Python", exact: true }).click();
  await page.getByText("import requests").waitFor();
  await page.locator(".pagefind-ui__search-input").waitFor({ state: "attached" });
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Search").fill("kick");
  await page.locator(".pagefind-ui__result-link").first().waitFor();
  await page.goto(`${url}/limits.html`);
  await page.getByRole("button", { name: "Rate" }).first().click();
  await browser.close();
  expect(faults).toEqual([]);
});
