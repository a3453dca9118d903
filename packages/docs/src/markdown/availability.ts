import { escapeHtml } from "../blocks.ts";

/** What `x-availability` says in a few words. */
const WORDS: Record<string, string> = { newer: "newer servers", some: "some servers" };

/** The mark of what not every server has, which links to what it means; empty when every server has it. */
export function availabilityBadge(availability: string | undefined): { html: string; text: string } {
  if (!availability) return { html: "", text: "" };
  const words = WORDS[availability] ?? availability;
  return { html: `<a class="availability" href="../guides/which-server.html">${escapeHtml(words)}</a>`, text: words };
}
