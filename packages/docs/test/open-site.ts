import type { Browser, BrowserContextOptions, Page } from "@agora-chat-openapi/testing/browser.ts";
import { connectBrowser } from "@agora-chat-openapi/testing/shared-browser.ts";
import { type StaticServer, serve } from "@agora-chat-openapi/testing/static-server.ts";
import { watchedPage } from "@agora-chat-openapi/testing/watched-page.ts";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
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

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 740 };

/** Opens pages of the site in a window each. What went wrong on one of them fails the test that opened it. */
export type Open = (file: string, options?: BrowserContextOptions, hosts?: string[]) => Promise<Page>;

/** The built site, for all tests of a file. */
export function siteForTests(): { site: () => OpenSite; open: Open } {
  let site: OpenSite;
  let watched: { page: Page; faults: string[] }[] = [];
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());
  afterEach(async () => {
    const faults = watched.flatMap((each) => each.faults);
    await Promise.all(watched.map(({ page }) => page.context().close()));
    watched = [];
    expect(faults).toEqual([]);
  });
  const open: Open = async (file, options, hosts) => {
    const opened = await launchedPage(site, file, options, hosts);
    watched.push(opened);
    return opened.page;
  };
  return { site: () => site, open };
}
