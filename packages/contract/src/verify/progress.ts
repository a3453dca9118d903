/** Shows on stderr how far a run is. */
import type { Progress } from "./runner.ts";

/** Writes one line that overwrites itself on a terminal, or else a line for each journey. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): {
  show(progress: Progress): void;
  /** Takes the line off the terminal. */
  end(): void;
} {
  const clear = () => void (stream.isTTY && stream.write("\r\x1b[K"));
  return {
    show(progress) {
      if (stream.isTTY) stream.write(`\r${statusOf(progress).slice(0, (stream.columns || 80) - 1)}\x1b[K`);
      else if (progress.finished) stream.write(`${summaryOf(progress.finished)}\n`);
    },
    end: clear,
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
