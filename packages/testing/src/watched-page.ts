import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page that notes what no reader should meet. */
export interface WatchedPage {
  page: Page;
  /** Requests to other hosts, failed ones, and what the console complains of. */
  faults: string[];
}

/**
 * Opens a page in a context of its own.
 * @param hosts Beginnings of the URLs that the page may ask.
 */
export async function watchedPage(
  browser: Browser,
  hosts: string[],
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const page = await (await browser.newContext(options)).newPage();
  const faults: string[] = [];
  page.on("request", (request) => {
    const url = request.url().replace(/^blob:/, "");
    if (!url.startsWith("data:") && !hosts.some((host) => url.startsWith(host))) faults.push(`asked ${url}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  return { page, faults };
}
