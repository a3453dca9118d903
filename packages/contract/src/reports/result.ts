/** What a run found, as every report shows it. */
import type { Description } from "@agora-chat-openapi/description";
import type { Coverage } from "../check/coverage.ts";
import type { FindingGroup } from "../check/findings.ts";

export interface Result {
  /** What was checked, such as the names of the files or the address of the deployment. */
  subject: string;
  /** How many exchanges were checked. */
  exchanges: number;
  /** How many of their responses had a body that was not there to be checked: not kept, not read to its end. */
  unreadBodies: number;
  /** Exchanges with hosts that are not the service, by host. */
  passedOver: Record<string, number>;
  /** How many of them were callbacks, by name. @default none */
  callbacks?: Record<string, number>;
  findings: FindingGroup[];
  coverage: Coverage;
  /** For the lines that findings point to. */
  description: Description;
  /** Why not all was checked that was to be: the run was interrupted, a recording is truncated. */
  incomplete: string[];
  /** Steps of the journeys of a live run. */
  steps?: StepResult[];
  /** What a live run created and could not remove. */
  leftovers?: LeftoverResult[];
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

/** Something that a run created and could not remove. */
export interface LeftoverResult {
  /** The call that would remove it, such as `deleteUser username=acv-k3f9x2ab-users-users-ada`. */
  call: string;
  /** Why it is still there, in one sentence. */
  reason: string;
}
