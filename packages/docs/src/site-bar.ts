/** The way back to the site, on top of pages that others draw. */
import { readFileSync } from "node:fs";
import { escapeHtml } from "./html.ts";
import { home, navigation, type SitePage } from "./pages.ts";

/** CSS of the bar. It is `--site-bar` high, sticks to the top and is dark below `.dark` or `.dark-mode`. */
export const siteBarStyle = readFileSync(new URL("site-bar.css", import.meta.url), "utf8");

/** The bar, for a page in the root of the site. */
export function siteBar(here: SitePage): string {
  const links = [home, ...navigation].map(
    ({ title, file }) =>
      `<a href="${file}"${file === here.file ? ' aria-current="page"' : ""}>${escapeHtml(title)}</a>`,
  );
  return `<nav class="site-bar" aria-label="Site">${links.join("")}</nav>`;
}

/** A script for the head: the theme chosen on pages of the site holds for a viewer that keeps its own under `key`, and back. */
export function sharedTheme(key: string): string {
  const copy = (from: string, to: string) =>
    `const mode = localStorage.getItem("${from}"); if (mode) localStorage.setItem("${to}", mode);`;
  return `<script>
try { ${copy("theme", key)} } catch { /* Storage is switched off. */ }
addEventListener("pagehide", () => { try { ${copy(key, "theme")} } catch { /* Storage is switched off. */ } });
</script>`;
}
