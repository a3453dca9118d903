/** The built site, as tests look at it. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const SITE = fileURLToPath(new URL("../dist", import.meta.url));
/** Pages that other tools draw. */
const VIEWERS = ["reference.html", "console.html"];

/** The text of a file of the site. */
export function readSite(file: string): string {
  return readFileSync(join(SITE, file), "utf8");
}

/** All files of the site that end so. */
export function filesOf(extension: string): string[] {
  return readdirSync(SITE, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(extension));
}

/** The pages that are made of Markdown. */
export function ownPages(): string[] {
  return filesOf(".html").filter((file) => !VIEWERS.includes(file));
}

/** Where the links of a page lead within the site: to a file and an anchor. */
export function linksOf(page: string, html: string): { file: string; anchor: string }[] {
  return [...html.matchAll(/<(?:a|link|script|img)\s[^>]*?(?:href|src)="([^"]+)"/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^(data:|https?:)/.test(target))
    .map((target) => {
      const [path = "", anchor = ""] = target.split("#");
      if (path === "") return { file: page, anchor };
      const file = path.startsWith("/") ? path.slice(1) : normalize(join(dirname(page), path));
      return { file: (file || "index.html").split("?")[0] ?? "", anchor: decodeURIComponent(anchor) };
    });
}

/** The ids of a page's elements. */
export function anchorsOf(html: string): Set<string> {
  return new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id));
}

/** What HTML says, without its marks. */
export function readableText(html: string): string {
  return html
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#34;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&#x3C;", "<")
    .replaceAll("&#x26;", "&")
    .replaceAll("&amp;", "&");
}

/** Text without the marks of Markdown and with single spaces, to compare across formats. */
export function words(text: string): string {
  return text
    .replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\([^)\s]+\)/g, "$1")
    .replace(/^- /gm, "")
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
