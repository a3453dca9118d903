import { seriousFindings } from "@agora-chat-openapi/testing/axe.ts";
import { describe, expect, test } from "vitest";
import { PAGES } from "./kinds.ts";
import { DESKTOP, PHONE, siteForTests } from "./open-site.ts";
import { unfold } from "./unfold.ts";

const { site, open } = siteForTests();

describe.each([
  ["light", DESKTOP],
  ["dark", PHONE],
] as const)("in the %s theme, on a screen of %o", (colorScheme, viewport) => {
  test("axe finds nothing serious", async () => {
    const page = await open("index.html", { colorScheme, viewport });
    for (const file of PAGES) {
      await page.goto(`${site().url}/${file}`);
      await unfold(page);
      // What scrolls gets into reach of the keyboard when the browser has time.
      await expect.poll(() => seriousFindings(page), { message: file, interval: 250, timeout: 20_000 }).toEqual([]);
    }
  });
});

test("the first press of Tab leads past header and navigation to the content", async () => {
  const page = await open("operations/createToken.html", { viewport: DESKTOP });
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toContain("Skip to content");
  await page.keyboard.press("Enter");
  await expect.poll(() => new URL(page.url()).hash).toBe("#_top");
});
