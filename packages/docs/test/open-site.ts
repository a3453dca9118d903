import type { Browser, BrowserContextOptions, Page } from "@agora-chat-openapi/testing/browser.ts";
import { connectBrowser } from "@agora-chat-openapi/testing/shared-browser.ts";
import { type StaticServer, serve } from "@agora-chat-openapi/testing/static-server.ts";
import { watchedPage } from "@agora-chat-openapi/testing/watched-page.ts";
import { SITE } from "./site.ts";

/** The built site on a server of its own, and a browser to read it. */
export interface OpenSite {
  url: string;
  browser: Browser;
  close(): Promise<void>;
}

export async function openSite(folder = SITE): Promise<OpenSite> {
  const server: StaticServer = await serve(folder, 0);
  const browser = await connectBrowser();
  return {
    url: server.url,
    browser,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** A page of the site in a window of its own, and what went wrong on it so far. */
export async function launchedPage(
  { browser, url }: OpenSite,
  file: string,
  options: BrowserContextOptions = {},
  hosts: string[] = [],
): Promise<{ page: Page; faults: string[] }> {
  const watched = await watchedPage(browser, [url, ...hosts], options);
  await watched.page.goto(`${url}/${file}`);
  return watched;
}
