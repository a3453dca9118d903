import { fileURLToPath } from "node:url";
import { sourceOf } from "@agora-chat-openapi/description/source";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Checker, ContractError, contractFetch, createChecker, type Finding } from "../../src/index.ts";
import { faults } from "./faults/faults.ts";
import { type FaultServer, startFaultServer } from "./faults/server.ts";

const description = fileURLToPath(new URL("faults/description.yaml", import.meta.url));

let server: FaultServer;
let checker: Checker;
beforeAll(async () => {
  server = await startFaultServer();
  checker = createChecker({ description });
});
afterAll(() => server.close());
beforeEach(() => {
  server.fault = undefined;
});

/** Sends a request, reads its response to the end, and tells what was found. */
async function findingsOf(path: string, init?: RequestInit): Promise<readonly Finding[]> {
  const fetch = contractFetch(globalThis.fetch, { mode: "collect", checker });
  const response = await fetch(server.url + path, init);
  await response.arrayBuffer().catch(() => {});
  return fetch.findings;
}

describe.each(faults)("$name", ({ path, init, fault, operationId, rule, pointer }) => {
  test("is found, and nothing else", async () => {
    server.fault = fault;
    const findings = await findingsOf(path, init?.());
    expect(findings.map((finding) => [finding.operationId, finding.rule, finding.pointer])).toEqual([
      [operationId, rule, pointer],
    ]);
    const [finding] = findings;
    expect(finding?.description.file).toMatch(/faults\/description\.yaml$/);
    expect(finding?.description.line).toBeGreaterThan(6);
    expect(finding?.message).toMatch(/expected .+/);
  });

  // Without a fault of the server, what is wrong is the request.
  if (fault) {
    test("is not found on the server without it", async () => {
      expect(await findingsOf(path, init?.())).toEqual([]);
    });
  }
});

test.each([
  ["/notes?limit=5"],
  ["/notes/n1,n2"],
  ["/notes/n1%2Cn2"],
  ["/notes/latest"],
  ["/notes/n404"],
  ["/files/f1"],
])("GET %s is no false alarm", async (path) => {
  expect(await findingsOf(path)).toEqual([]);
});

test("a wrong request that is refused as documented is no finding", async () => {
  expect(await findingsOf("/notes?limit=0&sort=newest")).toEqual([]);
});

test("a path and a method that are not documented are findings", async () => {
  expect(await findingsOf("/nothing/here/at/all")).toMatchObject([{ rule: "path/undocumented", severity: "error" }]);
  expect(await findingsOf("/notes", { method: "PUT" })).toMatchObject([
    { rule: "method/undocumented", message: expect.stringContaining("GET or POST") },
  ]);
});

test("what is merely undocumented has a severity of its own, and may be allowed", async () => {
  server.fault = ({ body }) => Object.assign(body as object, { page: 1 });
  expect(await findingsOf("/notes")).toMatchObject([{ severity: "undocumented", pointer: "/page" }]);
  const lenient = contractFetch(fetch, { checker, allowUndocumented: true });
  expect((await lenient(`${server.url}/notes`)).status).toBe(200);
});

test("a finding points to the line of the description that says otherwise", async () => {
  server.fault = ({ body }) => {
    for (const note of (body as { notes: { color: string }[] }).notes) note.color = "mauve";
  };
  const [finding] = await findingsOf("/notes");
  if (!finding) throw new Error("nothing found");
  const [[line, text] = []] = sourceOf(checker.description).excerpt(finding.description, 0);
  expect(line).toBe(finding.description.line);
  expect(text).toContain("enum: [yellow, green]");
});

test.each([
  ["that a recursive schema describes", `${'{"id":"1","text":"a","replies":['.repeat(20_000)}${"]}".repeat(20_000)}`],
  ["that nothing describes", `{"id":"1","text":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
])("JSON of any depth %s is a finding, not a crash", (_, note) => {
  const headers = { "content-type": "application/json", "x-total": "1" };
  const findings = checker.checkExchange(
    { method: "GET", url: "/notes" },
    { status: 200, headers, body: `{"notes":[${note}],"password":"sesame-open"}` },
  );
  expect(findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(findings)).not.toContain("sesame-open");
});

test("a reference by anchor is checked, and what it may document is no finding", () => {
  const headers = { "content-type": "application/json" };
  const check = (body: string) =>
    checker.checkExchange({ method: "GET", url: "/profile" }, { status: 200, headers, body });
  expect(check('{"name":"ada","id":"1","written":"2026-03-02T09:00:00Z"}')).toEqual([]);
  expect(check('{"name":"ada"}')).toMatchObject([{ rule: "response/body/required", pointer: "/id" }]);
});

test("by default a finding rejects the call, with all that is wrong", async () => {
  server.fault = ({ body, headers }) => {
    Object.assign(body as object, { notes: [{ id: 1 }] });
    delete headers["x-total"];
  };
  const strict = contractFetch(fetch, { checker });
  const error = await strict(`${server.url}/notes`).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ContractError);
  expect((error as ContractError).message).toContain("listNotes");
  expect((error as ContractError).findings.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
    "response/header/missing /x-total",
    "response/body/type /notes/0/id",
    "response/body/required /notes/0/text",
  ]);
});

test("a file that is cut off rejects for whoever reads it, and is found", async () => {
  server.fault = (reply) => {
    reply.body = Buffer.from([137]);
  };
  const strict = contractFetch(fetch, { checker });
  const response = await strict(`${server.url}/files/f1`);
  await expect(response.arrayBuffer()).rejects.toThrow();
  expect(strict.findings).toMatchObject([{ rule: "response/body/truncated" }]);
});
