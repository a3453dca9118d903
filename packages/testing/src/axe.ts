import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** One rule that a page breaks. */
export interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** All rules that a page breaks. */
export async function violations(page: Page): Promise<Violation[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
}

/** Ids of the rules that a page breaks in a serious or critical way, sorted. */
export async function seriousFindings(page: Page): Promise<string[]> {
  return (await violations(page))
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id }) => id)
    .sort();
}
