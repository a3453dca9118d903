import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

export type { Browser, BrowserContextOptions, Page } from "playwright-core";

/**
 * In a container there is no sandbox and little shared memory. The package's own arguments would end the browser with
 * its first page (--single-process) and switch checks off (--disable-web-security).
 */
export const CHROMIUM_ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

/** Starts the headless Chromium that comes as an npm package. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: CHROMIUM_ARGS,
  });
}
