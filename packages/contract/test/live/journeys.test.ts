import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Ledger } from "../../src/live/cleanup/ledger.ts";
import type { Journey } from "../../src/live/journey.ts";
import { journeys } from "../../src/live/journeys/index.ts";
import { notWalked } from "../../src/live/journeys/not-walked.ts";
import { newRunPrefix } from "../../src/live/run-prefix.ts";
import { type RunOutcome, runJourneys } from "../../src/live/runner/run-journeys.ts";
import { openSession } from "../../src/live/session.ts";
import { type Service, startService } from "../support/service.ts";

const app = { org: "41117440", app: "383391" };
const token = "007eJxTYExampleAppToken";
/** What each request to the mock was: status, method, path. */
const log: string[] = [];
let mock: Mock;
let folder: string;

beforeAll(async () => {
  mock = await startMock({ port: 0, log: (line) => log.push(line) });
  folder = join(mkdtempSync(join(tmpdir(), "journeys-")), "ledgers");
});

afterAll(async () => {
  await mock.close();
  rmSync(dirname(folder), { recursive: true });
});

function walk(
  { url: baseUrl, app: { token } }: Pick<Service, "url"> & { app: Pick<Service["app"], "token"> },
  chosen: Journey[],
  options: { stateless?: boolean } = {},
): Promise<RunOutcome> {
  const deployment = { baseUrl, ...app };
  const run = newRunPrefix();
  const ledger = Ledger.create(folder, deployment, run);
  return runJourneys({ session: openSession({ deployment, token }), run, journeys: chosen, ledger, ...options });
}

/** How many rows tables have. */
function rowsOf({ url }: Service, ...tables: string[]): Promise<number[]> {
  return Promise.all(
    tables.map(async (table) => {
      const response = await fetch(`${url}/_emulator/apps/${app.org}/${app.app}/state/${table}`);
      return ((await response.json()) as { rows: object[] }).rows.length;
    }),
  );
}

/** Journeys that report which operations would remove what they create. */
function observed(cleanups: Map<string, Set<string>>): Journey[] {
  return journeys.map((journey) => ({
    ...journey,
    run(context) {
      const seen = new Set<string>();
      cleanups.set(journey.name, seen);
      const created: typeof context.created = (call) => {
        seen.add(call.operationId);
        return context.created(call);
      };
      return journey.run({ ...context, created });
    },
  }));
}

describe("on a server without state", () => {
  const cleanups = new Map<string, Set<string>>();
  let outcome: RunOutcome;
  beforeAll(async () => {
    outcome = await walk({ url: mock.url, app: { token } }, observed(cleanups), { stateless: true });
  }, 60_000);

  test("no step fails, and each that is skipped says why", () => {
    const { steps = [] } = outcome.result;
    expect(steps.filter((step) => step.outcome === "failed")).toEqual([]);
    const skipped = steps.filter((step) => step.outcome === "skipped");
    expect(skipped.map(({ reason }) => reason)).toEqual(skipped.map(() => expect.stringContaining("--stateless")));
    for (const { name } of journeys)
      expect(steps.filter(({ journey, outcome }) => journey === name && outcome === "passed")).not.toEqual([]);
  });

  test("all exchanges are as the description says", () => {
    expect(outcome.result.findings).toEqual([]);
    expect(outcome.result.exchanges).toBeGreaterThan(journeys.length);
  });

  test("every operation is either walked with success, or not walked for a reason", () => {
    const operations = outcome.result.coverage
      .items()
      .filter((item) => item.kind === "operations" && item.outcome === "success");
    const walked = operations.filter(({ seen }) => seen).map(({ operationId }) => operationId);
    const all = operations.map(({ operationId }) => operationId);
    expect(all.length).toBeGreaterThan(150);
    expect([...walked, ...Object.keys(notWalked)].sort()).toEqual(all.sort());
    for (const reason of Object.values(notWalked)) expect(reason).toMatch(/\w+ \w+/);
  });

  test("a journey creates all that its cleanup names, and nothing is left", () => {
    for (const { name, cleanup } of journeys)
      expect([name, ...(cleanups.get(name) ?? [])].sort()).toEqual([name, ...cleanup].sort());
    expect(outcome.isClean).toBe(true);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("on a server with state", () => {
  let server: Service;
  beforeAll(async () => {
    server = await startService();
  });
  beforeEach(() => server.reset());
  afterAll(() => server.close());

  test("no step fails, nothing differs from the description, and nothing is left", async () => {
    const { result, isClean } = await walk(server, journeys);
    expect(result.steps?.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(result.findings).toEqual([]);
    expect([isClean, await server.left()]).toEqual([true, []]);
    // The token of the app is what the journeys were walked with.
    expect(await rowsOf(server, "channels", "members", "contacts", "tokens")).toEqual([0, 0, 0, 1]);
    const skipped = result.steps?.filter(({ outcome }) => outcome === "skipped") ?? [];
    // On an app that holds nothing, it has nothing to look at.
    expect(skipped.filter(({ journey }) => journey !== "lookup")).toEqual([]);
  });

  test("the lookup looks at what there is, and does not touch it", async () => {
    const { chat } = openSession({ deployment: { baseUrl: server.url, ...app }, token: server.app.token });
    await chat.createUsers({ body: { username: "ada" } });
    await chat.createChatgroup({ body: { groupname: "Trail Runners", owner: "ada" } });
    await chat.createChatroom({ body: { name: "Launch Party", description: "Doors open at eight", owner: "ada" } });
    await chat.createPushLabel({ body: { name: "early-birds" } });
    const before = await server.left();
    const { result } = await walk(
      server,
      journeys.filter(({ name }) => name === "lookup"),
    );
    const others = result.steps?.filter(({ outcome }) => outcome !== "passed").map(({ step }) => step);
    const noHistory = "what depends on “the file of an hour's messages is asked for”";
    expect(others).toEqual(["a thread is looked at", noHistory]);
    expect(await server.left()).toEqual(before);
    expect(before).toHaveLength(4);
  });

  const idle: [journey: string, operation: string, response: unknown][] = [
    ["users/accounts", "deactivateUser", { entities: [] }],
    ["users/attributes", "setUserAttributes", { data: {} }],
    ["contacts/contacts", "removeContact", { entities: [] }],
    ["contacts/blocklist", "unblockUser", { entities: [] }],
    ["users/global-mute", "setGlobalMute", { data: { result: "ok" } }],
    ["presence/presence", "unsubscribePresence", { result: "ok" }],
    ["messages/send-to-users", "updateMessage", { data: "success" }],
    ["chatgroups/groups", "updateChatgroup", { data: { maxusers: true } }],
    ["chatgroups/admins", "removeChatgroupAdmin", { data: { result: "success" } }],
    ["chatgroups/mute-list", "muteChatgroupMembers", { data: [{ result: true }] }],
    ["chatrooms/rooms", "updateChatroom", { data: { maxusers: true } }],
    ["chatrooms/attributes", "forceSetChatroomAttributes", { data: { successKeys: ["topic"], errorKeys: {} } }],
    ["chatrooms/super-admins", "addChatroomSuperAdmin", { data: { result: "success" } }],
    ["threads/threads", "updateThread", { data: { name: "Sunday route" } }],
    ["reactions/reactions", "deleteReaction", { requestStatusCode: "ok" }],
    ["push/labels", "deletePushLabel", { data: "success" }],
    ["files/files", "downloadFile", "other bytes"],
  ];
  test.each(idle)("%s notices that %s succeeds and does nothing", async (name, operation, response) => {
    server.app.faults.add({ operation, body: response });
    const { result } = await walk(
      server,
      journeys.filter((journey) => journey.name === name),
    );
    const failed = result.steps?.filter(({ journey, outcome }) => journey === name && outcome === "failed");
    expect(failed).toEqual([expect.objectContaining({ reason: expect.stringMatching(/^expected .+, got /) })]);
  });
});

test("journeys that only read send nothing but GET, and the others nothing at all", async () => {
  log.length = 0;
  const session = openSession({ deployment: { baseUrl: mock.url, ...app }, token, readOnly: true });
  const { result } = await runJourneys({ session, run: newRunPrefix(), journeys, stateless: true });
  const outcomes = (name: string) =>
    new Set(result.steps?.filter(({ journey }) => journey === name).map(({ outcome }) => outcome));
  for (const { name } of journeys) {
    const readsOnly = ["lookup", "auth/token", "callbacks/stored"].includes(name);
    expect([name, outcomes(name).has("passed"), outcomes(name).has("failed")]).toEqual([name, readsOnly, false]);
  }
  expect(log.filter((line) => !/^(200|401) GET /.test(line))).toEqual([]);
  expect(log.filter((line) => line.endsWith("/disconnect"))).toEqual([]);
  expect(log.length).toBeGreaterThan(30);
});

test("names tell journeys apart, and tags are those of the description", () => {
  const names = journeys.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const { description } = openSession({ deployment: { baseUrl: mock.url, ...app }, token }).checker;
  const known = description.entries(description.at(""), "tags").map(([, { value }]) => value["name"]);
  expect(journeys.flatMap(({ tags }) => tags).filter((tag) => !known.includes(tag))).toEqual([]);
});

test("a journey is found in the file of its name", async () => {
  for (const { name } of journeys) {
    const module = await import(new URL(`../../src/live/journeys/${name}.ts`, import.meta.url).href);
    expect(Object.values(module).map((exported) => (exported as Journey).name)).toContain(name);
  }
});
