import type { Finding } from "../check/finding.ts";

/** An exchange does not conform to the description. */
export class ContractError extends Error {
  override readonly name = "ContractError";
  /** For clients that repeat failed calls: the same call would fail again, so let this error through as it is. */
  readonly retryable = false;
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(describeFindings(findings));
    this.findings = findings;
  }
}

/** Findings of one exchange as text, a line each. */
export function describeFindings(findings: readonly Finding[]): string {
  const [first] = findings;
  if (!first) return "the exchange conforms to the description";
  const { method, url, status } = first.exchange;
  const lines = findings.map(({ severity, rule, pointer, message, count, description: { file, line } }) => {
    const more = count > 1 ? `, and at ${count - 1} more places` : "";
    return `  ${severity} ${rule}${pointer && ` at ${pointer}`}: ${message}${more} (${file}:${line})`;
  });
  return [`${method} ${url} → ${status} does not conform to ${first.operationId ?? "the description"}:`, ...lines].join(
    "\n",
  );
}
