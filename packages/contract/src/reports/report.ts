/** What the reports are made from: a result, its verdict and the names of the operations. */
import { type Description, operationsOf } from "@agora-chat-openapi/description";
import type { FindingGroup } from "../check/findings.ts";
import type { LeftoverResult, Result, StepResult } from "./result.ts";
import { judge, type Verdict, type VerdictOptions } from "./verdict.ts";

export interface Report extends Result {
  callbacks: Record<string, number>;
  steps: StepResult[];
  leftovers: LeftoverResult[];
  verdict: Verdict;
  /** Ids of the operations that this run has seen, in the order of the description. */
  checked: string[];
  /** All operations, in the order of the description. */
  operations: OperationName[];
}

/** What people know an operation by. */
export interface OperationName {
  id: string;
  method: string;
  path: string;
  /** Its first tag, or "". */
  tag: string;
}

export interface ReportOptions extends VerdictOptions {
  /** Ids of the operations that this run has seen. @default those of the coverage, which may hold other runs */
  checked?: string[];
}

export function createReport(result: Result, { checked, ...options }: ReportOptions = {}): Report {
  return {
    ...result,
    callbacks: result.callbacks ?? {},
    steps: result.steps ?? [],
    leftovers: result.leftovers ?? [],
    verdict: judge(result, options),
    checked: checked ?? seenOperations(result),
    operations: listOperations(result.description),
  };
}

/** Ids of the operations that were seen, with success or an error. */
export function seenOperations({ coverage }: Pick<Result, "coverage">): string[] {
  const seen = coverage.items().filter((item) => item.kind === "operations" && item.seen);
  return [...new Set(seen.map(({ operationId }) => operationId))];
}

/** The findings of each operation, in their order; the title of those without an operation is "". */
export function byOperation(findings: FindingGroup[]): [operationId: string, groups: FindingGroup[]][] {
  const operations = new Map<string, FindingGroup[]>();
  for (const group of findings) {
    const id = group.finding.operationId ?? "";
    operations.set(id, [...(operations.get(id) ?? []), group]);
  }
  return [...operations];
}

/** The steps of each journey, in their order. */
export function byJourney(steps: StepResult[]): [journey: string, steps: StepResult[]][] {
  const journeys = new Map<string, StepResult[]>();
  for (const step of steps) journeys.set(step.journey, [...(journeys.get(step.journey) ?? []), step]);
  return [...journeys];
}

/** Heading of findings that belong to no operation. */
export const NO_OPERATION = "Undocumented paths and methods";

/** Where a finding was seen, in a few words: at most `most` places, then how many more. */
export function placesOf({ sources, count }: FindingGroup, most: number): string {
  const named = sources.slice(0, most);
  const more = count - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function listOperations(description: Description): OperationName[] {
  return operationsOf(description).map(({ id, method, path, tags: [tag = ""] }) => ({ id, method, path, tag }));
}
