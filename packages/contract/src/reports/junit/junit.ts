/** The report for CI systems: a test suite for each operation and journey. */
import type { FindingGroup } from "../../check/findings.ts";
import { perCent } from "../kinds.ts";
import { byJourney, byOperation, NO_OPERATION, placesOf, type Report } from "../report.ts";
import type { StepResult } from "../result.ts";
import { nameOf, type Threshold } from "../thresholds.ts";
import type { Verdict } from "../verdict.ts";
import { element, escapeXml } from "./xml.ts";

/** One test, as JUnit counts it. */
interface TestCase {
  name: string;
  outcome: "passed" | "failed" | "skipped";
  /** Of a failed or skipped one. */
  message?: string | undefined;
  type?: string;
  detail?: string;
  durationMs?: number;
}

const SOURCES = 5;

/** The report as JUnit XML, in the form that Jenkins reads. */
export function toJunit(report: Report): string {
  const suites = [
    ...operationSuites(report),
    ...byJourney(report.steps).map(([journey, steps]) => suite(`journey ${journey}`, steps.map(stepCase))),
    ...coverageSuite(report),
    ...runSuite(report),
  ];
  const total = (name: keyof Counts) => suites.reduce((sum, { counts }) => sum + counts[name], 0);
  const counts = { tests: total("tests"), failures: total("failures"), errors: 0, time: seconds(total("durationMs")) };
  const attributes = { name: `contract of ${report.subject}`, ...counts };
  const root = element("testsuites", attributes, ["", ...suites.map(({ xml }) => xml), ""]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

/** Operations and callbacks that were seen, each with its findings or with a test that passed. */
function operationSuites({ findings, checked, callbacks, verdict }: Report): Suite[] {
  const found = byOperation(findings);
  const suites = found.map(([id, groups]) =>
    suite(
      id || NO_OPERATION,
      groups.map((group) => findingCase(group, verdict)),
    ),
  );
  const ids = new Set(found.map(([id]) => id));
  const clean = [...checked, ...Object.keys(callbacks)]
    .filter((id) => !ids.has(id))
    .map((id) => suite(id, [{ name: "conforms", outcome: "passed" }]));
  return [...suites, ...clean];
}

function findingCase(group: FindingGroup, verdict: Verdict): TestCase {
  const { severity, rule, pointer, message, description, exchange } = group.finding;
  return {
    name: pointer === "" ? rule : `${rule} at ${pointer}`,
    outcome: verdict.counts(severity) ? "failed" : "skipped",
    message,
    type: rule,
    detail: [
      message,
      `${exchange.method} ${exchange.url} answered ${exchange.status}`,
      `described in ${description.file}:${description.line}`,
      `seen in ${placesOf(group, SOURCES)}`,
    ].join("\n"),
  };
}

function stepCase({ step, outcome, reason, durationMs }: StepResult): TestCase {
  return { name: step, outcome, message: reason, type: "step", durationMs };
}

function coverageSuite({ verdict, coverage }: Report): Suite[] {
  const { thresholds, shortfalls } = verdict;
  const summary = coverage.summary();
  const cases = thresholds.map((threshold): TestCase => {
    const { kind, outcome, percent } = threshold;
    const name = `at least ${percent} % of ${nameOf(threshold)}`;
    const isShort = shortfalls.some((short) => isSame(short, threshold));
    if (!isShort) return { name, outcome: "passed" };
    const message = `expected at least ${percent} %, got ${perCent(summary[kind][outcome])} %`;
    return { name, outcome: "failed", message, type: "coverage" };
  });
  return cases.length > 0 ? [suite("coverage", cases)] : [];
}

/** What is wrong with the run itself: that it is not complete, or left something behind. */
function runSuite({ incomplete, leftovers }: Report): Suite[] {
  const cases = [
    ...incomplete.map((message): TestCase => ({ name: "is complete", outcome: "failed", message, type: "run" })),
    ...leftovers.map(
      ({ call, reason }): TestCase => ({
        name: `removes ${call}`,
        outcome: "failed",
        message: reason,
        type: "leftover",
      }),
    ),
  ];
  return cases.length > 0 ? [suite("run", cases)] : [];
}

function isSame(one: Threshold, other: Threshold): boolean {
  return one.kind === other.kind && one.outcome === other.outcome && one.percent === other.percent;
}

interface Counts {
  tests: number;
  failures: number;
  durationMs: number;
}

interface Suite {
  xml: string;
  counts: Counts;
}

function suite(name: string, cases: TestCase[]): Suite {
  const count = (outcome: TestCase["outcome"]) => cases.filter((each) => each.outcome === outcome).length;
  const durationMs = cases.reduce((sum, each) => sum + (each.durationMs ?? 0), 0);
  const counts = { tests: cases.length, failures: count("failed"), errors: 0, skipped: count("skipped") };
  const written = cases.map((each) => testCase(name, each));
  const xml = element("testsuite", { name, ...counts, time: seconds(durationMs) }, ["", ...written, ""]);
  return { xml, counts: { ...counts, durationMs } };
}

function testCase(classname: string, { name, outcome, message, type, detail, durationMs = 0 }: TestCase): string {
  const attributes = { name, classname, time: seconds(durationMs) };
  if (outcome === "passed") return element("testcase", attributes);
  const child =
    outcome === "skipped"
      ? element("skipped", { message })
      : element("failure", { type, message }, detail === undefined ? [] : [escapeXml(detail)]);
  return element("testcase", attributes, [child]);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
