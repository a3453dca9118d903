import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createProgress } from "../../src/commands/verify-progress.ts";

const { isTTY, columns } = process.stderr;
let written: string[];
beforeEach(() => {
  written = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  vi.spyOn(console, "error").mockImplementation((line) => void written.push(`${line}\n`));
});
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(process.stderr, { isTTY, columns });
});

const finished = {
  journey: "chatrooms",
  steps: [
    { journey: "chatrooms", step: "opens", outcome: "passed" as const, durationMs: 1200 },
    { journey: "chatrooms", step: "closes", outcome: "failed" as const, reason: "no", durationMs: 300 },
  ],
};
const progress = { journeys: 9, done: 3, steps: 41, failed: 2, now: "chatrooms: ben becomes its owner" };

test("on a terminal, one line overwrites itself, and never wraps", () => {
  Object.assign(process.stderr, { isTTY: true, columns: 40 });
  const { show, end } = createProgress();
  show({ ...progress, finished });
  end();
  expect(written).toEqual(["\r\x1b[K3/9 journeys, 41 steps, 2 failed · chat", "\r\x1b[K"]);
});

test("elsewhere, there is a line for each journey that is through", () => {
  Object.assign(process.stderr, { isTTY: false });
  const { show, end } = createProgress();
  show(progress);
  show({ ...progress, finished });
  end();
  expect(written).toEqual(["chatrooms: 1 passed, 1 failed (1.5 s)\n"]);
});
