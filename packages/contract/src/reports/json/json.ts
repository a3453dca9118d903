/** The report for programs. */
import type { CoverageKind, Outcome } from "../../check/coverage-items.ts";
import type { Finding } from "../../check/finding.ts";
import type { Report } from "../report.ts";
import type { StepResult } from "../result.ts";
import { perCent } from "../terminal/coverage-table.ts";
import type { Shortfall } from "../thresholds.ts";

/** What `--json` writes. Fields may be added under the same `version`; none changes or goes. */
export interface JsonReport {
  version: 1;
  /** What was checked. */
  subject: string;
  /** How many exchanges were checked. */
  exchanges: number;
  /** Exchanges with other hosts, by host. */
  passedOver: Record<string, number>;
  verdict: {
    conforms: boolean;
    sentence: string;
    errors: number;
    undocumented: number;
    failedSteps: number;
    /** Thresholds that were not reached. */
    shortfalls: Shortfall[];
  };
  /** By operation, worst first. */
  findings: JsonFinding[];
  /** `percent` is rounded down. */
  coverage: Record<CoverageKind, Record<Outcome, { total: number; seen: number; percent: number }>>;
  /** Ids of the operations that were seen neither with success nor with an error. */
  unseenOperations: string[];
  /** Steps of the journeys of a live run, else empty. */
  steps: StepResult[];
}

/** A finding as it was first seen, with how often and where. */
export interface JsonFinding extends Finding {
  count: number;
  /** The first few places. */
  sources: string[];
}

export function toJsonReport(report: Report): JsonReport {
  const { subject, exchanges, passedOver, verdict, findings, coverage, steps } = report;
  const { conforms, sentence, errors, undocumented, failedSteps, shortfalls } = verdict;
  const seen = new Set(
    coverage.items().flatMap((item) => (item.kind === "operations" && item.seen ? [item.operationId] : [])),
  );
  const summary = Object.entries(coverage.summary()).map(([kind, { success, error }]) => [
    kind,
    { success: { ...success, percent: perCent(success) }, error: { ...error, percent: perCent(error) } },
  ]);
  return {
    version: 1,
    subject,
    exchanges,
    passedOver,
    verdict: { conforms, sentence, errors, undocumented, failedSteps: failedSteps.length, shortfalls },
    findings: findings.map(({ finding, count, sources }) => ({ ...finding, count, sources })),
    coverage: Object.fromEntries(summary) as JsonReport["coverage"],
    unseenOperations: report.operations.filter(({ id }) => !seen.has(id)).map(({ id }) => id),
    steps,
  };
}

/** The report as JSON. */
export function toJson(report: Report): string {
  return `${JSON.stringify(toJsonReport(report), null, 2)}\n`;
}
