import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatedApp, type StartedEmulator, startEmulator } from "@agora-chat-openapi/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Ledger } from "../../src/live/cleanup/ledger.ts";
import { journeys } from "../../src/live/journeys/index.ts";
import { newRunPrefix } from "../../src/live/run-prefix.ts";
import { type RunOutcome, runJourneys } from "../../src/live/runner/run-journeys.ts";
import { openSession } from "../../src/live/session.ts";

/** What the emulator answers where it has no handler yet. */
const NOT_YET = "501";
/** Looks at what an app holds already, and this one holds nothing. */
const LOOKUP = "lookup";
/** The areas that the emulator has; of users, where they are online and what devices they have is still to come. */
const AREAS =
  /^(auth\/|users\/(?!devices)|contacts\/|chatgroups\/|chatrooms\/|files\/|messages\/(import|send-to-groups)$)/;

const folder = mkdtempSync(join(tmpdir(), "journeys-on-emulator-"));
let emulator: StartedEmulator;
let app: EmulatedApp;
let outcome: RunOutcome;

beforeAll(async () => {
  emulator = await startEmulator({ auth: "check" });
  app = await emulator.app();
  const { baseUrl, org, app: name, token } = app;
  const deployment = { baseUrl, org, app: name };
  const run = newRunPrefix();
  const ledger = Ledger.create(folder, deployment, run);
  outcome = await runJourneys({ session: openSession({ deployment, token }), run, journeys, ledger });
});

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

test("no step fails but at a call that the emulator does not have yet", () => {
  const failed = outcome.result.steps?.filter((step) => step.outcome === "failed") ?? [];
  for (const step of failed) expect(step.reason).toContain(NOT_YET);
  const skipped = outcome.result.steps?.filter((step) => step.outcome === "skipped") ?? [];
  const unfinished = new Set(failed.map(({ journey }) => journey));
  const unexplained = skipped.filter(({ journey }) => journey !== LOOKUP && !unfinished.has(journey));
  expect(unexplained).toEqual([]);
});

test("users, contacts, groups, rooms, files and messages sent to groups are walked to the end", () => {
  const unfinished = new Set(
    outcome.result.steps?.filter((step) => step.outcome !== "passed").map(({ journey }) => journey),
  );
  const names = journeys.map(({ name }) => name).filter((name) => AREAS.test(name));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => unfinished.has(name))).toEqual([]);
});

test("nothing differs from the description but for those calls", () => {
  const others = outcome.result.findings.filter(({ finding }) => !finding.message.includes(NOT_YET));
  expect(others).toEqual([]);
});

test.each(["users", "channels", "members", "contacts", "tokens"])("no %s are left", async (table) => {
  const url = `${emulator.url}/_emulator/apps/${app.org}/${app.app}/state/${table}`;
  const { rows } = (await (await fetch(url)).json()) as { rows: object[] };
  // The token of the app is what the journeys were walked with.
  expect(rows).toHaveLength(table === "tokens" ? 1 : 0);
});
