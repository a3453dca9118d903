/** Findings of many exchanges, with what is the same kept once. */
import type { Finding, Severity } from "./finding.ts";
import { placeOf } from "./to-findings.ts";

/** The same finding in one or more exchanges. */
export interface FindingGroup {
  /** The first of them. */
  finding: Finding;
  /** How many there are, each place of an exchange counted. */
  count: number;
  /** Where the first few were seen. */
  sources: string[];
}

/** How many sources a group names. */
const SOURCES = 5;
const RANKS: Record<Severity, number> = { error: 0, value: 1, undocumented: 2 };
/** How bad an operation is, by each finding: an error outweighs any number of others that it is likely to have. */
const WEIGHTS: Record<Severity, number> = { error: 1_000_000, value: 1000, undocumented: 1 };

/** Groups findings by rule, operation and place, so that a day of traffic fits in memory. */
export class Findings {
  readonly #groups = new Map<string, FindingGroup>();

  add(finding: Finding): void {
    const { exchange, count } = finding;
    this.#add({ finding, count, sources: [exchange.source ?? `${exchange.method} ${exchange.url}`] });
  }

  /** Adds those of another run. */
  addAll(others: Findings): void {
    for (const group of others.#groups.values()) this.#add(group);
  }

  #add({ finding, count, sources }: FindingGroup): void {
    const key = keyOf(finding);
    const known = this.#groups.get(key);
    if (!known) {
      this.#groups.set(key, { finding, count, sources });
      return;
    }
    known.count += count;
    known.sources = [...new Set([...known.sources, ...sources])].slice(0, SOURCES);
  }

  /** By operation, the worst operation first, and errors before the rest. */
  groups(): FindingGroup[] {
    const groups = [...this.#groups.values()];
    const badness = new Map<string | undefined, number>();
    for (const { finding } of groups) {
      const { operationId, severity } = finding;
      badness.set(operationId, (badness.get(operationId) ?? 0) + WEIGHTS[severity]);
    }
    return groups.sort(
      (one, other) =>
        (badness.get(other.finding.operationId) ?? 0) - (badness.get(one.finding.operationId) ?? 0) ||
        (one.finding.operationId ?? "").localeCompare(other.finding.operationId ?? "") ||
        RANKS[one.finding.severity] - RANKS[other.finding.severity],
    );
  }
}

/** What findings that are the same have in common. */
export function keyOf({ rule, operationId, pointer, got, description, exchange }: Finding): string {
  const { method, url, status } = exchange;
  const place = operationId ? placeOf(pointer) : `${method} ${url.split("?")[0]}`;
  const outcome = rule.startsWith("response/") ? status : "";
  return [rule, operationId, place, got, outcome, description.pointer].join(" ");
}
