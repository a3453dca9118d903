/** The report for programs. */
import type { CoverageKind, Outcome } from "../../check/coverage-items.ts";
import type { Finding } from "../../check/finding.ts";
import { perCent } from "../kinds.ts";
import type { Report } from "../report.ts";
import type { LeftoverResult, StepResult } from "../result.ts";
import type { Shortfall } from "../thresholds.ts";

/** What `--json` writes. Fields may be added under the same `version`; none changes or goes. */
export interface JsonReport {
  version: 1;
  /** What was checked. */
  subject: string;
  /** How many exchanges were checked. */
  exchanges: number;
  /** How many of their responses had a body that was not there to be checked. */
  unreadBodies: number;
  /** Why not all was checked that was to be; such a run does not conform. */
  incomplete: string[];
  /** Exchanges with other hosts, by host. */
  passedOver: Record<string, number>;
  /** How many of the exchanges were callbacks, by name. */
  callbacks: Record<string, number>;
  verdict: {
    conforms: boolean;
    sentence: string;
    errors: number;
    values: number;
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
  /** What a live run created and could not remove. */
  leftovers: LeftoverResult[];
}

/** A finding as it was first seen, with how often and where; `count` is that of all exchanges. */
export interface JsonFinding extends Finding {
  /** The first few places. */
  sources: string[];
}

export function toJsonReport(report: Report): JsonReport {
  const { subject, exchanges, unreadBodies, incomplete, passedOver, callbacks, verdict, findings, coverage } = report;
  const { conforms, sentence, errors, values, undocumented, failedSteps, shortfalls } = verdict;
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
    unreadBodies,
    incomplete,
    passedOver,
    callbacks,
    verdict: { conforms, sentence, errors, values, undocumented, failedSteps: failedSteps.length, shortfalls },
    findings: findings.map(({ finding, count, sources }) => ({ ...finding, count, sources })),
    coverage: Object.fromEntries(summary) as JsonReport["coverage"],
    unseenOperations: report.operations.filter(({ id }) => !seen.has(id)).map(({ id }) => id),
    steps: report.steps,
    leftovers: report.leftovers,
  };
}

/** The report as JSON. */
export function toJson(report: Report): string {
  return `${JSON.stringify(toJsonReport(report), null, 2)}\n`;
}
