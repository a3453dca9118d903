import { execFile } from "node:child_process";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { launchedPage, openSite } from "./open-site.ts";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const ASTRO = join(PACKAGE, "node_modules/astro/bin/astro.mjs");

/** A whole build is part of it. In ms. */
const BUILD_AND_READ = 600_000;

test.skipIf(!process.env["LONG"])(
  "the site works below a path, when it is built for it (only in test:long)",
  async () => {
    const root = await mkdtemp(join(tmpdir(), "agora-chat-site-"));
    // Without what Vitest sets, which Astro takes for its own.
    const { PATH, HOME, TMPDIR } = process.env;
    const env = { PATH, HOME, TMPDIR, DOCS_BASE: "/chat", ASTRO_TELEMETRY_DISABLED: "1" };
    await promisify(execFile)(process.execPath, [ASTRO, "build", "--silent", "--outDir", join(root, "built")], {
      cwd: PACKAGE,
      env,
    });
    await rename(join(root, "built"), join(root, "chat"));
    const site = await openSite(root);
    const { page, faults } = await launchedPage(site, "chat/index.html");
    await page.getByRole("link", { name: "Send a message", exact: true }).click();
    await page.waitForURL(/\/chat\/operations\/sendUserMessage\.html$/);
    await page.getByRole("tab", { name: "Go", exact: true }).click();
    await page.getByText("package main").waitFor();
    await page.locator(".pagefind-ui__search-input").waitFor({ state: "attached" });
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Search").fill("forbidden_op");
    await page.locator(".pagefind-ui__result-link", { hasText: "forbidden_op" }).first().click();
    await page.waitForURL(/\/chat\/errors\/forbidden_op/);
    await page.getByRole("link", { name: "Guides" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Guides" }).waitFor();
    await site.close();
    await rm(root, { recursive: true });
    expect(faults).toEqual([]);
  },
  BUILD_AND_READ,
);
