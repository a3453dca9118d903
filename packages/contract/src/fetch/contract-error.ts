import type { Finding } from "../check/finding.ts";

/** An exchange does not conform to the description. */
export class ContractError extends Error {
  override readonly name = "ContractError";
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
  const lines = findings.map(
    ({ severity, rule, pointer, message, description: { file, line } }) =>
      `  ${severity} ${rule}${pointer && ` at ${pointer}`}: ${message} (${file}:${line})`,
  );
  return [`${method} ${url} → ${status} does not conform to ${first.operationId ?? "the description"}:`, ...lines].join(
    "\n",
  );
}
