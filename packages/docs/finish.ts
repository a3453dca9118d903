/** Puts the description beside the page, and takes out of the page what it would load from another host. */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";

const REMOTE_LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;
const LOGO = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="16"><text y="12" font-family="sans-serif" font-size="12" fill="#6e6e78">Redocly</text></svg>',
)}`;

const dist = new URL("dist/", import.meta.url);
const page = new URL("reference.html", dist);
const html = readFileSync(page, "utf8");

// Redoc has no option for the logo beside "API docs by".
const found = html.match(REMOTE_LOGO)?.length ?? 0;
if (found !== 2) throw new Error(`Redoc's page names its remote logo ${found} times, not 2: look at what it loads now`);
writeFileSync(page, html.replace(REMOTE_LOGO, LOGO));

for (const file of ["openapi.yaml", "openapi.json"]) {
  copyFileSync(new URL(`../../spec/dist/${file}`, import.meta.url), new URL(file, dist));
}
