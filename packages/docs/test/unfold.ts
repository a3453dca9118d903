import type { Page } from "@agora-chat-openapi/testing/browser.ts";

/** Opens all that is folded. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) details.open = true;
  });
}
