/** What a run found, as every report shows it. */

import type { Description } from "@agora-chat-openapi/description";
import type { Coverage } from "../check/coverage.ts";
import type { FindingGroup } from "../check/findings.ts";

export interface Result {
  /** What was checked, such as the names of the files or the address of the deployment. */
  subject: string;
  /** How many exchanges were checked. */
  exchanges: number;
  /** Exchanges with hosts that are not the service, by host. */
  passedOver: Record<string, number>;
  findings: FindingGroup[];
  coverage: Coverage;
  /** For the lines that findings point to. */
  description: Description;
  /** Steps of the journeys of a live run. */
  steps?: StepResult[];
}

/** What became of one step of a journey. */
export interface StepResult {
  journey: string;
  step: string;
  outcome: "passed" | "failed" | "skipped";
  /** Why it failed or was skipped, in one sentence. */
  reason?: string;
  durationMs: number;
}
