/** The report for code scanning: SARIF 2.1.0, each finding at the line of the description that it breaks. */
import { createHash } from "node:crypto";
import { RULES } from "@agora-chat-openapi/description/validate";
import type { Log, Notification, Result as SarifResult } from "sarif";
import type { Finding } from "../../check/finding.ts";
import type { FindingGroup } from "../../check/findings.ts";
import { placeOf } from "../../check/to-findings.ts";
import { readManifest } from "../../manifest.ts";
import { perCent } from "../kinds.ts";
import { printable } from "../printable.ts";
import { placesOf, type Report } from "../report.ts";
import { nameOf } from "../thresholds.ts";

const SOURCES = 5;
/** What the files of results are relative to. */
const BASE = "DESCRIPTION";
const RULE_IDS = Object.keys(RULES);

/** The report as SARIF. Failed steps and missed thresholds, which have no line, are notifications. */
export function toSarif(report: Report): string {
  const { name, version } = readManifest();
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "agora-chat-contract",
            fullName: name,
            semanticVersion: version,
            rules: Object.entries(RULES).map(([id, text]) => ({ id, shortDescription: { text } })),
          },
        },
        originalUriBaseIds: { [BASE]: { description: { text: "The folder of the description." } } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(report) }],
        results: report.findings.map(toResult),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toResult(group: FindingGroup): SarifResult {
  const { finding, count, sources } = group;
  const { severity, rule, operationId, pointer, message, description, exchange } = finding;
  const { method, url, status } = exchange;
  const at = pointer === "" ? "" : ` at ${pointer}`;
  return {
    ruleId: rule,
    ruleIndex: RULE_IDS.indexOf(rule),
    level: severity === "error" ? "error" : "warning",
    message: {
      text: printable(`${message}${at}. ${method} ${url} answered ${status}; seen in ${placesOf(group, SOURCES)}.`),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(description.file), uriBaseId: BASE },
          region: { startLine: description.line },
        },
        ...(operationId !== undefined && { logicalLocations: [{ name: operationId, kind: "function" }] }),
      },
    ],
    partialFingerprints: { "finding/v2": fingerprint(finding) },
    occurrenceCount: count,
    properties: { severity, pointer, descriptionPointer: description.pointer, sources },
  };
}

function notifications({ verdict, incomplete, leftovers }: Report): Notification[] {
  const steps = verdict.failedSteps.map(
    ({ journey, step, reason }) => `journey ${journey}, step ${step}: ${reason ?? "failed"}`,
  );
  const coverage = verdict.shortfalls.map(
    (shortfall) =>
      `expected at least ${shortfall.percent} % of ${nameOf(shortfall)} to be seen, got ${perCent(shortfall)} %`,
  );
  const left = leftovers.map(({ call, reason }) => `left behind: ${call}: ${reason}`);
  return [...incomplete, ...steps, ...left, ...coverage].map((text) => ({ level: "error", message: { text } }));
}

/** Stays the same when a list is longer or the description's lines move. */
function fingerprint({ rule, operationId, pointer, got = "", exchange }: Finding): string {
  const { method, url, status } = exchange;
  const operation = operationId ?? `${method} ${url.split("?")[0]}`;
  return createHash("sha256")
    .update([rule, operation, placeOf(pointer), got, rule.startsWith("response/") ? status : ""].join("\n"))
    .digest("hex")
    .slice(0, 32);
}

function uriOf(file: string): string {
  return file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
