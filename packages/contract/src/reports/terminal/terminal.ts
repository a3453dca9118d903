/** The report for a terminal. */
import { styleText } from "node:util";
import type { FindingGroup } from "../../check/findings.ts";
import { plural } from "../plural.ts";
import { printable } from "../printable.ts";
import { byJourney, byOperation, NO_OPERATION, placesOf, type Report } from "../report.ts";
import type { StepResult } from "../result.ts";
import { coverageTable } from "./coverage-table.ts";

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

const WIDTH = 80;
const SOURCES = 2;

/** The report as text of 80 columns; only a word that is longer goes beyond. */
export function toTerminal(report: Report, { color = false }: { color?: boolean } = {}): string {
  const style: Style = (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
  const { verdict, subject, exchanges } = report;
  const head = wrap(`${subject}: ${plural(exchanges, "exchange")} checked`);
  const sections = [
    head,
    ...byOperation(report.findings).map(([id, groups]) => operation(report, id, groups, style)),
    journeys(report.steps, style),
    callbacks(report),
    coverage(report, style),
    passedOver(report),
    leftovers(report, style),
    [style(["bold", verdict.conforms ? "green" : "red"], wrap(verdict.sentence).join("\n"))],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function operation({ operations }: Report, id: string, groups: FindingGroup[], style: Style): string[] {
  const name = operations.find((known) => known.id === id);
  const title = name && name.id !== `${name.method} ${name.path}` ? `${id} · ${name.method} ${name.path}` : id;
  return [style("bold", wrap(title || NO_OPERATION).join("\n")), ...groups.flatMap((group) => finding(group, style))];
}

function finding(group: FindingGroup, style: Style): string[] {
  const { severity, rule, pointer, message, description } = group.finding;
  const at = pointer === "" ? rule : `${rule} at ${pointer}`;
  const [first = "", ...others] = wrap(`${severity} ${at}`, 2);
  const colored = first.replace(severity, style(severity === "undocumented" ? "yellow" : "red", severity));
  return [
    colored,
    ...others,
    ...wrap(message, 4),
    ...wrap(`described in ${description.file}:${description.line}`, 4),
    ...wrap(`seen in ${placesOf(group, SOURCES)}`, 4),
  ];
}

function journeys(steps: StepResult[], style: Style): string[] {
  return byJourney(steps).flatMap(([journey, its]) => {
    const count = (outcome: StepResult["outcome"]) => its.filter((step) => step.outcome === outcome).length;
    const counts = (["passed", "failed", "skipped"] as const)
      .filter((outcome) => count(outcome) > 0)
      .map((outcome) => `${count(outcome)} ${outcome}`);
    return [style("bold", wrap(`journey ${journey}: ${counts.join(", ")}`).join("\n")), ...unpassedSteps(its, style)];
  });
}

/** Each step that failed, and those that were skipped by their reason. */
function unpassedSteps(steps: StepResult[], style: Style): string[] {
  const by = new Map<string, StepResult[]>();
  for (const step of steps.filter(({ outcome }) => outcome !== "passed")) {
    const key = step.outcome === "failed" ? `failed ${step.step}` : `skipped ${step.reason}`;
    by.set(key, [...(by.get(key) ?? []), step]);
  }
  return [...by.values()].flatMap((same) => {
    const [{ outcome, reason } = { outcome: "skipped" as const, reason: "" }] = same;
    const names = same.map(({ step }) => step).join("; ");
    const [first = "", ...others] = wrap(`${outcome} ${names}${reason ? `: ${reason}` : ""}`, 2);
    return [first.replace(outcome, style(outcome === "failed" ? "red" : "dim", outcome)), ...others];
  });
}

function coverage({ coverage, callbacks }: Report, style: Style): string[] {
  // Callbacks alone show nothing of what is counted.
  if (coverage.exchanges === 0 && Object.keys(callbacks).length > 0) return [];
  const [title = "", ...rows] = coverageTable(coverage).split("\n");
  return [style("bold", title), ...rows];
}

function callbacks({ callbacks }: Report): string[] {
  const names = Object.entries(callbacks);
  return names.length === 0 ? [] : wrap(`Callbacks: ${names.map(([name, count]) => `${count} ${name}`).join(", ")}`);
}

function passedOver({ passedOver }: Report): string[] {
  const hosts = Object.entries(passedOver).sort(([, one], [, other]) => other - one);
  if (hosts.length === 0) return [];
  return wrap(`Passed over: ${hosts.map(([host, count]) => `${plural(count, "exchange")} with ${host}`).join(", ")}`);
}

function leftovers({ leftovers }: Report, style: Style): string[] {
  if (leftovers.length === 0) return [];
  return [style("bold", "Left behind"), ...leftovers.flatMap(({ call, reason }) => wrap(`${call}: ${reason}`, 2))];
}

/** Lines of a text, each indented. */
function wrap(text: string, indent = 0): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(/\s+/).map(printable)) {
    // What follows the first line stands a little further in.
    const limit = WIDTH - indent - (lines.length > 0 ? 2 : 0);
    if (line !== "" && line.length + 1 + word.length > limit) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((each, index) => " ".repeat(indent + (index > 0 ? 2 : 0)) + each);
}
