/**
 * One browser for all test files of a package. Its `vitest.config.ts` names this file as `globalSetup`; tests call
 * `connectBrowser`.
 */
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { CHROMIUM_ARGS } from "./browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    browserEndpoint: string;
  }
}

/** Starts the browser before the first test file, and ends it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await playwright.launchServer({
    executablePath: await chromium.executablePath(),
    args: CHROMIUM_ARGS,
  });
  project.provide("browserEndpoint", server.wsEndpoint());
  return () => server.close();
}

/** The browser of the package. Closing it closes this connection and the pages that it opened. */
export async function connectBrowser(): Promise<Browser> {
  return playwright.connect(inject("browserEndpoint"));
}
