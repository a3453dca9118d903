import { readFileSync } from "node:fs";
import type { Description } from "@agora-chat-openapi/description";
import { box, inline } from "../blocks.ts";
import { type ContentPage, decisions } from "../pages.ts";
import { linkOperations } from "./operation-links.ts";

const SOURCE = new URL("../../../../spec/decisions.md", import.meta.url);
/** The operation, or the first of several, that a row of the tables is about. */
const SUBJECT = /^\| `(\w+)`/;

/** The decisions of the description, each operation an anchor and a link. */
export function decisionsContent(description: Description): ContentPage {
  const text = readFileSync(SOURCE, "utf8").replace(/^# .+\n+/, "");
  const linked = linkOperations(description, text, decisions);
  const seen = new Set<string>();
  const anchored = text.split("\n").map((line) => {
    const cells = linkOperations(description, line, decisions);
    const ids = subjectsOf(line).filter((id) => !seen.has(id));
    for (const id of ids) seen.add(id);
    return ids.length > 0 ? cells.replace(/^\| /, `| ${ids.map((id) => `<a id="${id}"></a>`).join("")}`) : cells;
  });
  return {
    ...decisions,
    blocks: [box("div", { class: "wide" }, inline(anchored.join("\n"), linked))],
    source: { file: "spec/decisions.md" },
  };
}

/** Read once for each description, which is read anew when anything changes. */
const decided = new WeakMap<Description, Set<string>>();

/** The operations that a decision is about. */
export function decidedOperations(description: Description): Set<string> {
  const operations = decided.get(description) ?? new Set(readFileSync(SOURCE, "utf8").split("\n").flatMap(subjectsOf));
  decided.set(description, operations);
  return operations;
}

/** The operations in the first cell of a row. */
function subjectsOf(line: string): string[] {
  const [, first = ""] = SUBJECT.test(line) ? line.split("|") : [];
  return [...first.matchAll(/`(\w+)`/g)].map(([, id = ""]) => id);
}
