// What runs journeys, with journeys and a fetch of the test's own: what is sent, what is not, and what is removed.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import type { Fetch } from "../../src/fetch/contract-fetch.ts";
import { cleanUp } from "../../src/live/cleanup/cleanup.ts";
import { Ledger } from "../../src/live/cleanup/ledger.ts";
import { type Journey, type JourneyContext, journey } from "../../src/live/journey.ts";
import { RunAborted } from "../../src/live/run-aborted.ts";
import { newRunPrefix } from "../../src/live/run-prefix.ts";
import { type RunOutcome, runJourneys } from "../../src/live/runner/run-journeys.ts";
import type { RunOptions } from "../../src/live/runner/run-options.ts";
import { openSession, type SessionOptions } from "../../src/live/session.ts";
import { isLoopback } from "../../src/loopback.ts";
import { APP, ORG, temporaryFolder } from "../support/command.ts";
import { useService } from "../support/service.ts";

const server = await useService();

const REMOTE = "https://a61.chat.agora.io";
/** Stands in for a name server: the remote host is the server of the test. */
const mapped: Fetch = (input, init) => {
  const request = new Request(input, init);
  return fetch(new Request(request.url.replace(REMOTE, server.url), request));
};

type Options = Partial<SessionOptions> & Partial<Omit<RunOptions, "session" | "journeys">> & { baseUrl?: string };

async function runWith(journeys: Journey[], { baseUrl = server.url, ...options }: Options = {}): Promise<RunOutcome> {
  const deployment = { baseUrl, org: ORG, app: APP };
  const session = openSession({ deployment, token: server.app.token, ...options });
  const run = newRunPrefix();
  const ledger = options.readOnly ? undefined : Ledger.create(temporaryFolder(), deployment, run);
  return runJourneys({ session, journeys, run, ledger, ...options });
}

const register = journey({
  name: "register",
  tags: ["Users"],
  cleanup: ["deleteUser"],
  async run({ chat, name, step, created }) {
    const username = name("ada");
    await created({ operationId: "deleteUser", path: { username } });
    await step("ada registers", () => chat.createUsers({ body: { username } }));
    await step("ada is looked up", () => chat.getUser({ path: { username } }));
  },
});
const look = journey({
  name: "look",
  tags: ["Users"],
  cleanup: [],
  run: ({ chat, step }) => step("users are listed", async () => void (await chat.listUsers())),
});
/** Says nothing of what it does. */
const liar = (act: Journey["run"]) => journey({ name: "liar", tags: [], cleanup: [], run: act });

const outcomes = ({ result: { steps = [] } }: RunOutcome) =>
  steps.map(({ journey, outcome }) => `${journey} ${outcome}`);
const reasons = ({ result: { steps = [] } }: RunOutcome) => steps.map(({ reason }) => reason);
const sent = (method: string) => server.requests.filter((request) => request.method === method).length;

describe("destructive operations", () => {
  test("go to this machine", async () => {
    const outcome = await runWith([register]);
    expect(outcomes(outcome)).toEqual(["register passed", "register passed"]);
    expect([sent("DELETE"), await server.left()]).toEqual([1, []]);
  });

  test("go to no other host, so that nothing is made there which could not be removed", async () => {
    const outcome = await runWith([register, look], { baseUrl: REMOTE, fetch: mapped });
    expect(outcomes(outcome)).toEqual(["register skipped", "look passed"]);
    expect(reasons(outcome)[0]).toBe(
      "what it creates could not be removed: deleteUser is destructive: not sent to a61.chat.agora.io without --allow-destructive",
    );
    expect(server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("go there with --allow-destructive", async () => {
    const outcome = await runWith([register], { baseUrl: REMOTE, fetch: mapped, allowDestructive: true });
    expect(outcomes(outcome)).toEqual(["register passed", "register passed"]);
    expect([sent("DELETE"), await server.left()]).toEqual([1, []]);
  });

  const calls: [string, (context: JourneyContext) => Promise<unknown>][] = [
    [
      "by operation",
      ({ chat, step }) => step("x", () => chat.deleteUser({ path: { username: "ada" }, confirm: true })),
    ],
    [
      "by path",
      ({ chat, step }) => {
        const params = { path: { org_name: ORG, app_name: APP, group_id: "1" } };
        const call = chat.DELETE as (path: string, init: unknown) => Promise<unknown>;
        return step("x", () => call("/chatgroups/{group_id}", { params, confirm: true }));
      },
    ],
    ["all users", ({ chat, step }) => step("x", () => chat.deleteUsers({ query: { limit: 9 }, confirm: true }))],
  ];
  test.each(calls)("are stopped wherever a journey calls them: %s", async (_, act) => {
    const outcome = await runWith([liar(async (context) => void (await act(context)))], {
      baseUrl: REMOTE,
      fetch: mapped,
    });
    expect(outcomes(outcome)).toEqual(["liar skipped"]);
    expect(server.requests).toEqual([]);
  });

  test("are stopped in the last fetch too, and unknown ones with them", async () => {
    const deployment = { baseUrl: REMOTE, org: ORG, app: APP };
    const { guard } = openSession({ deployment, token: server.app.token });
    const last = guard.wrap(mapped);
    const to = `${REMOTE}/${ORG}/${APP}`;
    await expect(last(`${to}/users/ada`, { method: "DELETE" })).rejects.toThrow("deleteUser is destructive");
    await expect(last(`${to}/moon`, { method: "POST" })).rejects.toThrow("unknown operation");
    await expect(
      last(`${to}/users/ada`, { headers: { authorization: `Bearer ${server.app.token}` } }),
    ).resolves.toBeInstanceOf(Response);
    expect(server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("are not sent for cleaning up either", async () => {
    const deployment = { baseUrl: REMOTE, org: ORG, app: APP };
    const run = newRunPrefix();
    const ledger = Ledger.create(temporaryFolder(), deployment, run);
    ledger.created({ operationId: "deleteUser", path: { username: `${run}-x-ada` } });
    const session = openSession({ deployment, token: server.app.token, fetch: mapped });
    const { signal } = new AbortController();
    const scope = { source: "sweep", stop: signal, abort: signal };
    const { leftovers } = await cleanUp({ session, run, ledger, scope }, true);
    expect(leftovers).toEqual([expect.objectContaining({ reason: expect.stringContaining("--allow-destructive") })]);
    expect(sent("DELETE")).toBe(0);
  });

  test("do not follow a redirect to another host", async () => {
    let followed = 0;
    const elsewhere = createServer((_, response) => {
      followed += 1;
      response.end("{}");
    });
    const target = await listen(elsewhere);
    const redirecting = createServer((_, response) => response.writeHead(307, { location: target }).end());
    const baseUrl = await listen(redirecting);
    const act = liar(({ chat, step }) =>
      step("x", async () => void (await chat.deleteUser({ path: { username: "ada" }, confirm: true }))),
    );
    const { result } = await runWith([act], { baseUrl });
    for (const http of [elsewhere, redirecting]) http.close();
    expect(followed).toBe(0);
    expect(result.findings.map(({ finding }) => finding.rule)).toContain("response/status");
  });

  test.each([
    ["http://localhost:4010", true],
    ["http://127.0.0.1", true],
    ["http://127.9.9.9", true],
    ["http://[::1]:80", true],
    ["http://0x7f.1", true],
    ["https://a61.chat.agora.io", false],
    ["http://localhost.example.com", false],
    ["http://127.0.0.1.example.com", false],
    ["http://127-0-0-1.example.com", false],
    ["http://10.0.0.1", false],
    ["http://0.0.0.0", false],
  ])("%s is this machine: %s", (url, expected) => {
    expect(isLoopback(url)).toBe(expected);
  });
});

describe("--read-only", () => {
  test("ends a journey at the first thing that is no GET, and sends nothing of it", async () => {
    const writes = liar(async ({ chat, step }) => {
      await step("users are listed", () => chat.listUsers());
      await step("ada is registered", () => chat.createUsers({ body: { username: "ada" } }));
      await step("never", () => chat.listUsers());
    });
    const outcome = await runWith([writes, register, look], { readOnly: true });
    expect(outcomes(outcome).toSorted()).toEqual(["liar passed", "liar skipped", "look passed", "register skipped"]);
    expect(reasons(outcome).filter(Boolean)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^--read-only: POST createUsers is not sent$/)]),
    );
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });
});

describe("a journey", () => {
  test("ends with its first failed step, even if it looks away, and the others go on", async () => {
    const failing = liar(async ({ step }) => {
      await step("fails", () => Promise.reject(new Error(`one\n  two ${server.app.token}`))).catch(() => {});
      await step("never", async () => {});
    });
    const outcome = await runWith([failing, look]);
    expect(outcomes(outcome).toSorted()).toEqual(["liar failed", "look passed"]);
    expect(reasons(outcome)).toContain("one two [removed]");
  });

  test("that fails between its steps fails", async () => {
    const outcome = await runWith([liar(() => Promise.reject(new Error("no luck")))]);
    expect(outcome.result.steps).toMatchObject([{ step: "between its steps", outcome: "failed", reason: "no luck" }]);
  });

  test.each([
    ["an unknown operation", { operationId: "deleteMoon", path: { id: "1" } }, "there is no operation deleteMoon"],
    [
      "one that it does not name",
      { operationId: "deleteUser", path: { username: "a" } },
      "the cleanup of the journey liar lacks",
    ],
  ])("cannot put on the ledger what is removed by %s", async (_, call, reason) => {
    const outcome = await runWith([liar((context) => context.created(call))]);
    expect(reasons(outcome)).toEqual([expect.stringContaining(reason)]);
  });

  test("whose group comes without an id fails, and the group is found by its name and removed", async () => {
    const id = { group_id: undefined as unknown as string };
    const founding = journey({
      name: "founding",
      tags: [],
      cleanup: ["deleteUser", "deleteChatgroup"],
      async run({ chat, name, step, created }) {
        const owner = name("ada");
        await created({ operationId: "deleteUser", path: { username: owner } });
        await step("ada registers", () => chat.createUsers({ body: { username: owner } }));
        const body = { groupname: name("group"), description: "", public: true, owner };
        await step("ada opens a group", () => chat.createChatgroup({ body }));
        await created({ operationId: "deleteChatgroup", path: id });
      },
    });
    const outcome = await runWith([founding]);
    expect(reasons(outcome)).toContain(
      "deleteChatgroup needs a group_id, and the response that it should come from has none",
    );
    expect([outcome.isClean, await server.left()]).toEqual([true, []]);
  });

  test("gets names that no other journey gets", async () => {
    const names: string[] = [];
    const naming = (name: string) =>
      journey({ name, tags: [], cleanup: [], run: async (context) => void names.push(context.name("ada")) });
    await runWith([naming("one"), naming("two")]);
    expect(new Set(names).size).toBe(2);
    expect(names.every((name) => /^acv-[a-z0-9]{8}-(one|two)-ada$/.test(name))).toBe(true);
  });

  test("that never ends is left behind when the run is stopped", async () => {
    const stopping = new AbortController();
    const hanging = liar(async ({ step }) => {
      await step("hangs", () => {
        stopping.abort(new RunAborted("interrupted", "skipped"));
        return new Promise(() => {});
      });
    });
    const outcome = await runWith([hanging, register], { signal: stopping.signal, graceMs: 50, concurrency: 1 });
    expect(outcomes(outcome)).toEqual(["liar skipped", "register skipped"]);
    expect([outcome.isClean, await server.left()]).toEqual([true, []]);
  });
});

test("a request that is aborted leaves the ledger for later, since the service may still do what it was asked", async () => {
  const deployment = { baseUrl: server.url, org: ORG, app: APP };
  const run = newRunPrefix();
  const ledger = Ledger.create(temporaryFolder(), deployment, run);
  const stopping = new AbortController();
  server.delay(60_000);
  const asked = setInterval(() => {
    if (server.requests.length === 0) return;
    clearInterval(asked);
    stopping.abort(new RunAborted("interrupted", "skipped"));
    server.delay(0);
  }, 5);
  const outcome = await runWith([register], { run, ledger, signal: stopping.signal, graceMs: 20 });
  expect(outcomes(outcome)).toEqual(["register skipped", "cleanup failed"]);
  expect(reasons(outcome)[1]).toBe("a request was aborted, and may still create something");
  expect(outcome.isClean).toBe(false);
  expect(Ledger.open(ledger.file)?.head.run).toBe(run);
});

test("no more journeys go on at a time than were asked for", async () => {
  let [now, most] = [0, 0];
  const counting = Array.from({ length: 7 }, () =>
    liar(async ({ chat, step }) => {
      now += 1;
      most = Math.max(most, now);
      await step("users are listed", () => chat.listUsers());
      now -= 1;
    }),
  );
  await runWith(counting, { concurrency: 3 });
  expect(most).toBe(3);
});

test("a run keeps within the documented rates, however much its journeys hurry", async () => {
  let most = 0;
  const hurrying = liar(async ({ chat, step }) => {
    const body = { pushMessage: { title: "Trail Runners", content: "North gate, 8:00" } };
    const send = () => chat.sendPushNotificationSync({ path: { target: "ada" }, body });
    const look = setInterval(() => {
      most = Math.max(most, chat.queued("sendPushNotificationSync"));
    }, 1);
    await step("in a hurry", () => Promise.all([send(), send(), send()]));
    clearInterval(look);
  });
  server.app.faults.add({ operation: "sendPushNotificationSync", body: {} });
  const started = performance.now();
  await runWith([hurrying]);
  // One a second: two have to wait.
  expect(most).toBe(2);
  expect(performance.now() - started).toBeGreaterThanOrEqual(2000);
  expect(server.requests.length).toBe(3);
});

test("a deployment may be below the path of a gateway", async () => {
  const baseUrl = `${server.url}/gateway`;
  const gateway: Fetch = (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(`${baseUrl}/`)) throw new Error(`${request.url} is not below ${baseUrl}`);
    return fetch(new Request(request.url.replace("/gateway", ""), request));
  };
  const outcome = await runWith([register], { baseUrl, fetch: gateway });
  expect(outcomes(outcome)).toEqual(["register passed", "register passed"]);
  expect([outcome.result.findings, await server.left()]).toEqual([[], []]);
});

test("a finding says which step of which journey saw it", async () => {
  server.app.faults.add({ operation: "listUsers", body: { entities: 7 } });
  const { result } = await runWith([look]);
  expect(result.findings.flatMap(({ sources }) => sources)).toContain("look: users are listed");
  expect(result.exchanges).toBe(1);
});

async function listen(http: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}
