/** Findings of many exchanges, with what is the same kept once. */
import type { Finding, Severity } from "./finding.ts";

/** The same finding in one or more exchanges. */
export interface FindingGroup {
  /** The first of them. */
  finding: Finding;
  /** How many there are. */
  count: number;
  /** Where the first few were seen. */
  sources: string[];
}

/** How many sources a group names. */
const SOURCES = 5;

/** Groups findings by rule, operation and place, so that a day of traffic fits in memory. */
export class Findings {
  readonly #groups = new Map<string, FindingGroup>();

  add(finding: Finding): void {
    const { rule, operationId, pointer, description, exchange } = finding;
    // Items of a list and values of a map are one place each.
    const place = operationId
      ? pointer.replace(/\/\d+(?=\/|$)/g, "/*")
      : `${exchange.method} ${exchange.url.split("?")[0]}`;
    const key = [rule, operationId, place, description.pointer].join(" ");
    const source = exchange.source ?? `${exchange.method} ${exchange.url}`;
    const group = this.#groups.get(key);
    if (!group) {
      this.#groups.set(key, { finding, count: 1, sources: [source] });
      return;
    }
    group.count += 1;
    if (group.sources.length < SOURCES && !group.sources.includes(source)) group.sources.push(source);
  }

  /** By operation, the worst operation first, and errors before what is undocumented. */
  groups(): FindingGroup[] {
    const groups = [...this.#groups.values()];
    const badness = new Map<string | undefined, number>();
    for (const { finding } of groups) {
      badness.set(
        finding.operationId,
        (badness.get(finding.operationId) ?? 0) + (finding.severity === "error" ? 1000 : 1),
      );
    }
    return groups.sort(
      (one, other) =>
        (badness.get(other.finding.operationId) ?? 0) - (badness.get(one.finding.operationId) ?? 0) ||
        (one.finding.operationId ?? "").localeCompare(other.finding.operationId ?? "") ||
        rank(one.finding.severity) - rank(other.finding.severity),
    );
  }
}

function rank(severity: Severity): number {
  return severity === "error" ? 0 : 1;
}
