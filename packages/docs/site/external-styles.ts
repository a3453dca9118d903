/**
 * Moves what pages have in `style` attributes to a style sheet, and inline styles and scripts to files, so that the site
 * works under a policy that allows neither.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

const FOLDER = "_astro";
/** Pages that other tools make. */
const VIEWERS = ["reference.html", "console.html"];

export function externalStyles(): AstroIntegration {
  let base = "/";
  return {
    name: "external-styles",
    hooks: {
      "astro:config:done": ({ config }) => {
        base = config.base.replace(/\/?$/, "/");
      },
      "astro:build:done": ({ dir }) => moveAll(dir, base),
    },
  };
}

function moveAll(dist: URL, base: string): void {
  const styles = new Map<string, string>();
  const files = new Map<string, string>();
  const pages = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".html") && !VIEWERS.includes(name));
  const changed = pages.map((name) => {
    const html = readFileSync(new URL(name, dist), "utf8");
    return [name, moveInline(moveAttributes(html, styles), files, base)] as const;
  });
  findCodeByClass(new URL(`${FOLDER}/`, dist));
  const sheet = [...styles].map(([style, name]) => `.${name}{${style}}`).join("\n");
  const file = fileName(sheet, "css");
  files.set(file, sheet);
  for (const [name, content] of files) writeFileSync(new URL(`${FOLDER}/${name}`, dist), content);
  for (const [name, html] of changed) {
    const link = `<link rel="stylesheet" href="${base}${FOLDER}/${file}">`;
    writeFileSync(
      fileURLToPath(new URL(name, dist)),
      html.includes("ec-line") ? html.replace("</head>", `${link}</head>`) : html,
    );
  }
}

/** Expressive Code's own style sheet finds the colours of code by these attributes. */
const CODE_ATTRIBUTE = "span[style^='--']:not([class])";
const CODE_CLASS = "ec-token";

/** Each style gets a class; one class attribute that is there already takes it in. */
function moveAttributes(html: string, styles: Map<string, string>): string {
  return html.replace(
    /<(\w[\w-]*)((?:\s[^<>]*?)?)\sstyle=(["'])(.*?)\3([^<>]*)>/g,
    (_, tag, before, _quote, style, after) => {
      const known = styles.get(style) ?? `s${styles.size.toString(36)}`;
      styles.set(style, known);
      const name = tag === "span" && style.startsWith("--") ? `${CODE_CLASS} ${known}` : known;
      const attributes = `${before}${after}`;
      const hasClass = /\sclass="/.test(attributes);
      return `<${tag}${hasClass ? attributes.replace(/\sclass="/, ` class="${name} `) : `${attributes} class="${name}"`}>`;
    },
  );
}

/** @throws Error when Expressive Code finds its colours otherwise than is known here */
function findCodeByClass(folder: URL): void {
  const sheets = readdirSync(folder).filter((name) => /^ec\..*\.css$/.test(name));
  for (const name of sheets) {
    const text = readFileSync(new URL(name, folder), "utf8");
    if (!text.includes(CODE_ATTRIBUTE))
      throw new Error(`${name} has no ${CODE_ATTRIBUTE}: look at how code is coloured now`);
    writeFileSync(new URL(name, folder), text.replaceAll(CODE_ATTRIBUTE, `span.${CODE_CLASS}`));
  }
}

function moveInline(html: string, files: Map<string, string>, base: string): string {
  const keep = (content: string, kind: string) => {
    const name = fileName(content, kind);
    files.set(name, content);
    return `${base}${FOLDER}/${name}`;
  };
  return html
    .replace(/<style>([\s\S]*?)<\/style>/g, (_, css) => `<link rel="stylesheet" href="${keep(css, "css")}">`)
    .replace(
      /<script((?:\s(?!src=)[\w-]+(?:="[^"]*")?)*)>([\s\S]+?)<\/script>/g,
      (_, attributes, code) => `<script${attributes} src="${keep(code, "js")}"></script>`,
    );
}

function fileName(content: string, kind: string): string {
  return `x.${createHash("sha256").update(content).digest("hex").slice(0, 8)}.${kind}`;
}
