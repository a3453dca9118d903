/** Findings about calls without a token, of recordings that may have been saved without headers that hold secrets. */
import type { Exchange } from "@agora-chat-openapi/description/validate";
import { field } from "@agora-chat-openapi/description/validate";
import type { Finding } from "../check/finding.ts";
import { Findings } from "../check/findings.ts";

const RULE = "response/security";

/** Browsers leave `Authorization` out of what they save, unless asked for it. */
export class SecurityFindings {
  readonly #files = new Map<string, { findings: Findings; hasToken: boolean }>();

  /** Notes whether a request of a file has the header. */
  see(file: string, { headers }: Exchange["request"]): void {
    const known = this.#files.get(file) ?? { findings: new Findings(), hasToken: false };
    this.#files.set(file, known);
    known.hasToken ||= field(headers, "authorization") !== undefined;
  }

  /** Keeps a finding until it is known whether its file has the header. @returns whether it is one of these */
  keep(file: string, finding: Finding): boolean {
    if (finding.rule !== RULE) return false;
    this.#files.get(file)?.findings.add(finding);
    return true;
  }

  /** Adds those of files with the header to others. @returns the files of which it cannot be told */
  flush(findings: Findings): string[] {
    return [...this.#files].flatMap(([file, { findings: own, hasToken }]) => {
      if (hasToken) findings.addAll(own);
      return hasToken || own.groups().length === 0 ? [] : [file];
    });
  }
}
