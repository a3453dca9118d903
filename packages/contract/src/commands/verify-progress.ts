/** Shows on stderr how far a run is. */

import type { Progress } from "../live/runner/run-options.ts";
import { Progress as ProgressLine } from "./progress-line.ts";

/** Shows a line that overwrites itself on a terminal, and a line for each journey elsewhere. */
export function createProgress(): { show(progress: Progress): void; end(): void } {
  const line = new ProgressLine();
  return {
    show(progress) {
      line.show(() => statusOf(progress).slice(0, (process.stderr.columns || 80) - 1));
      if (progress.finished && !process.stderr.isTTY) console.error(summaryOf(progress.finished));
    },
    end: () => line.clear(),
  };
}

function statusOf({ done, journeys, steps, failed, now }: Progress): string {
  return `${done}/${journeys} journeys, ${steps} steps${failed > 0 ? `, ${failed} failed` : ""} · ${now}`;
}

function summaryOf({ journey, steps }: NonNullable<Progress["finished"]>): string {
  const counts = (["passed", "failed", "skipped"] as const).flatMap((outcome) => {
    const count = steps.filter((step) => step.outcome === outcome).length;
    return count > 0 ? [`${count} ${outcome}`] : [];
  });
  const seconds = steps.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  return `${journey}: ${counts.join(", ") || "no steps"} (${seconds.toFixed(1)} s)`;
}
