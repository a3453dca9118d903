/** Whether a run conforms, and why not. */
import { type Allowances, counts, type Severity } from "../check/finding.ts";
import type { FindingGroup } from "../check/findings.ts";
import { perCent } from "./kinds.ts";
import { plural } from "./plural.ts";
import type { Result, StepResult } from "./result.ts";
import { nameOf, type Shortfall, shortfallsOf, type Threshold } from "./thresholds.ts";

export interface Verdict {
  conforms: boolean;
  /** The verdict in one sentence. */
  sentence: string;
  /** Different findings of each severity. */
  errors: number;
  values: number;
  undocumented: number;
  /** Whether a finding of a severity counts. */
  counts(severity: Severity): boolean;
  failedSteps: StepResult[];
  thresholds: Threshold[];
  shortfalls: Shortfall[];
}

export interface VerdictOptions extends Allowances {
  thresholds?: Threshold[];
}

/** Judges a run. One in which nothing was checked does not conform, nor one that is not complete. */
export function judge(result: Result, { thresholds = [], ...allowances }: VerdictOptions): Verdict {
  const bySeverity = countFindings(result.findings);
  const failedSteps = (result.steps ?? []).filter(({ outcome }) => outcome === "failed");
  const shortfalls = shortfallsOf(result.coverage.summary(), thresholds);
  const faults = [
    ...(result.exchanges === 0 ? ["no exchange was checked"] : []),
    ...result.incomplete,
    ...phrases(bySeverity, (severity) => counts(severity, allowances)),
    ...(failedSteps.length > 0 ? [plural(failedSteps.length, "failed step")] : []),
    ...shortfalls.map(
      (shortfall) => `${perCent(shortfall)} % of ${nameOf(shortfall)} where ${shortfall.percent} % is asked`,
    ),
  ];
  const allowed = phrases(bySeverity, (severity) => !counts(severity, allowances));
  const conforms = faults.length === 0;
  const sentence = [
    conforms ? `Conforms: ${plural(result.exchanges, "exchange")}` : `Does not conform: ${faults.join(", ")}`,
    ...(allowed.length > 0 ? [`${allowed.join(" and ")}, which is allowed`] : []),
    ...(result.unreadBodies > 0 ? [`${plural(result.unreadBodies, "body", "bodies")} not checked`] : []),
  ].join("; ");
  return {
    ...{ conforms, sentence, failedSteps, thresholds, shortfalls },
    errors: bySeverity.error,
    values: bySeverity.value,
    undocumented: bySeverity.undocumented,
    counts: (severity) => counts(severity, allowances),
  };
}

/** How many different findings there are of each severity. */
export function countFindings(groups: FindingGroup[]): Record<Severity, number> {
  const numbers: Record<Severity, number> = { error: 0, value: 0, undocumented: 0 };
  for (const { finding } of groups) numbers[finding.severity] += 1;
  return numbers;
}

/** The numbers of some severities in words, such as `2 errors`, without those of which there are none. */
export function phrases(numbers: Record<Severity, number>, isWanted: (severity: Severity) => boolean): string[] {
  const { error, value, undocumented } = numbers;
  const texts: Record<Severity, string> = {
    error: plural(error, "error"),
    value: plural(value, "wrong value"),
    undocumented: `${undocumented} undocumented`,
  };
  const severities = Object.keys(texts) as Severity[];
  return severities.filter((each) => numbers[each] > 0 && isWanted(each)).map((each) => texts[each]);
}
