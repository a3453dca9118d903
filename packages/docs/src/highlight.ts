import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import typescript from "highlight.js/lib/languages/typescript";
import yaml from "highlight.js/lib/languages/yaml";

hljs.configure({ classPrefix: "" });
for (const [name, language] of Object.entries({ sh: bash, json, ts: typescript, yaml })) {
  hljs.registerLanguage(name, language);
}

/** Examples of errors are the same on many pages. */
const done = new Map<string, string>();

/** Code as HTML with spans to colour; undefined when the language is none of sh, json, ts and yaml. */
export function highlight(code: string, language: string): string | undefined {
  if (!hljs.getLanguage(language)) return undefined;
  const key = `${language}\n${code}`;
  const known = done.get(key);
  if (known !== undefined) return known;
  const html = hljs
    .highlight(code, { language })
    .value.replace(/<span class="punctuation">(.+?)<\/span>/g, "$1")
    .replaceAll("&quot;", '"');
  done.set(key, html);
  return html;
}
