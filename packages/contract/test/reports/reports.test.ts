// Each report of the same run, read by what its readers are: people, programs, CI systems, code scanners.
import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Log } from "sarif";
import { beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../src/index.ts";
import { toHtml } from "../../src/reports/html/page.ts";
import { type JsonReport, toJson } from "../../src/reports/json/json.ts";
import { toJunit } from "../../src/reports/junit/junit.ts";
import { createReport, type Report } from "../../src/reports/report.ts";
import { toSarif } from "../../src/reports/sarif/sarif.ts";
import { toTerminal } from "../../src/reports/terminal/terminal.ts";
import type { Threshold } from "../../src/reports/thresholds.ts";
import { exampleOf, faultyResult, HOSTILE, Run, STEPS, USER, USERS } from "./fixture.ts";

const thresholds: Threshold[] = [
  { kind: "operations", outcome: "success", percent: 80 },
  { kind: "operations", outcome: "error", percent: 0 },
];

let faulty: Report;
let clean: Report;
beforeAll(() => {
  faulty = createReport(faultyResult(), { thresholds });
  const run = new Run();
  run.see({ path: "/users" }, exampleOf(USERS, "get"));
  clean = createReport(run.result());
});

describe("the verdict", () => {
  test("names all that is wrong", () => {
    expect(faulty.verdict.conforms).toBe(false);
    expect(faulty.verdict.sentence).toBe(
      "Does not conform: 5 errors, 3 undocumented, 1 failed step, 1 % of operations where 80 % is asked",
    );
  });

  test("is that a clean run conforms", () => {
    expect(clean.verdict).toMatchObject({ conforms: true, sentence: "Conforms: 1 exchange" });
  });

  test("lets pass what is undocumented, where that is allowed, and says so", () => {
    const run = new Run();
    run.see({ path: "/users?colour=blue" }, exampleOf(USERS, "get"));
    expect(createReport(run.result()).verdict.conforms).toBe(false);
    const { verdict } = createReport(run.result(), { allowUndocumented: true });
    expect(verdict).toMatchObject({
      conforms: true,
      sentence: "Conforms: 1 exchange; 1 undocumented, which is allowed",
    });
  });

  test("is that a run in which nothing was checked does not conform", () => {
    expect(createReport(new Run().result()).verdict).toMatchObject({
      conforms: false,
      sentence: "Does not conform: no exchange was checked",
    });
  });

  test("names wrong values apart, and lets them pass where that is allowed", () => {
    const run = new Run();
    run.see({ path: "/users" }, { ...exampleOf(USERS, "get", "401"), error: "no_such_code" }, { status: 401 });
    expect(createReport(run.result()).verdict).toMatchObject({
      conforms: false,
      sentence: "Does not conform: 1 wrong value",
      values: 1,
    });
    expect(createReport(run.result(), { allowValues: true }).verdict).toMatchObject({
      conforms: true,
      sentence: "Conforms: 1 exchange; 1 wrong value, which is allowed",
    });
  });

  test("is that a run which is not complete does not conform, and says how many bodies were not there", () => {
    const run = new Run();
    run.see({ path: "/users" }, exampleOf(USERS, "get"));
    const incomplete = ["a.har is truncated", "interrupted"];
    expect(createReport(run.result({ incomplete, unreadBodies: 2 })).verdict).toMatchObject({
      conforms: false,
      sentence: "Does not conform: a.har is truncated, interrupted; 2 bodies not checked",
    });
  });

  test("takes a step that failed for a fault, and one that was skipped for none", () => {
    const run = new Run();
    run.see({ path: "/users" }, exampleOf(USERS, "get"));
    const verdictOf = (outcome: string) =>
      createReport(run.result({ steps: STEPS.filter((step) => step.outcome === outcome) })).verdict.conforms;
    expect({ failed: verdictOf("failed"), skipped: verdictOf("skipped") }).toEqual({ failed: false, skipped: true });
  });
});

describe("the report as text", () => {
  test("has 80 columns, but for words that are longer", () => {
    for (const line of toTerminal(faulty).split("\n")) {
      if (line.length > 80) expect(line.trim().split(" ").length, line).toBeLessThanOrEqual(2);
    }
  });

  test("says of a finding its severity, rule, pointer, sentence, line and where it was seen", () => {
    const { description } = faulty.findings.find(({ finding }) => finding.rule === "response/body/type")?.finding ?? {};
    expect(toTerminal(faulty)).toContain(
      `listUsers · GET /{org_name}/{app_name}/users
  error response/body/type at /entities/0/uuid
    expected a string, got the number 5
    described in ${description?.file}:${description?.line}
    seen in traffic.har entry 1, traffic.har entry 2
`,
    );
  });

  test("says how many more there are where a finding was seen often", () => {
    const run = new Run();
    for (let times = 0; times < 9; times += 1) run.see({ path: "/users?colour=blue" }, exampleOf(USERS, "get"));
    expect(toTerminal(createReport(run.result()))).toContain("traffic.har entry 1, traffic.har entry 2 and 7 more");
  });

  test("has the worst operation first, and errors before the rest", () => {
    const text = toTerminal(faulty);
    const order = ["getUser ·", "listUsers ·", "Undocumented paths", "getChatrooms ·", "journey users", "Coverage"];
    const places = order.map((word) => text.indexOf(word));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  test("tells why steps were skipped or failed, and how many passed", () => {
    const text = toTerminal(faulty);
    expect(text).toContain("journey users: 1 passed, 1 failed, 1 skipped");
    expect(text).toContain("skipped read ada: the server keeps no state");
    expect(text).toContain("failed delete ada: expected ada to be gone");
  });

  test("names the hosts that were passed over, and ends with the verdict", () => {
    const text = toTerminal(faulty);
    expect(text).toContain("Passed over: 12 exchanges with cdn.example.com, 1 exchange with example.org");
    expect(text.trimEnd().split("\n\n").at(-1)?.replace(/\s+/g, " ")).toBe(faulty.verdict.sentence);
  });

  test("counts coverage with success and errors apart", () => {
    expect(toTerminal(faulty)).toMatch(/operations +3\/\d+ +1 % +1\/\d+ +0 %/);
  });

  test("lets nothing through that a terminal obeys, in colour or without", () => {
    const text = toTerminal(faulty);
    expect(text).toContain("\\u001b[31m");
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    const colored = toTerminal(faulty, { color: true });
    expect(colored).not.toBe(text);
    expect(stripVTControlCharacters(colored)).toBe(text);
  });
});

describe("the report as JSON", () => {
  test("has findings, coverage and steps", () => {
    const report: JsonReport = JSON.parse(toJson(faulty));
    expect(report).toMatchObject({
      version: 1,
      subject: "traffic.har",
      exchanges: 8,
      passedOver: { "cdn.example.com": 12, "example.org": 1 },
      verdict: { conforms: false, errors: 5, values: 0, undocumented: 3, failedSteps: 1 },
      coverage: {
        operations: { success: { total: expect.any(Number), seen: 3, percent: 1 }, error: { seen: 1, percent: 0 } },
      },
      steps: STEPS,
    });
    expect(report.verdict.shortfalls).toEqual([{ ...thresholds[0], total: expect.any(Number), seen: 3 }]);
    expect(report.findings.map(({ rule, count }) => `${rule} ${count}`)).toContain("response/body/type 2");
    const { total, seen } = report.coverage.operations.success;
    expect(report.unseenOperations).toHaveLength(total - seen);
    expect(report.unseenOperations).not.toContain("getUser");
  });
});

/** What Jenkins reads: the attributes and children of each element; required attributes end with `!`. */
const JENKINS: Record<string, { attributes: string[]; children: string[] }> = {
  testsuites: { attributes: ["name", "time", "tests", "failures", "disabled", "errors"], children: ["testsuite"] },
  testsuite: {
    attributes: ["name!", "tests!", "failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname"],
    children: ["properties", "testcase", "system-out", "system-err"],
  },
  testcase: {
    attributes: ["name!", "assertions", "time", "classname", "status"],
    children: ["skipped", "error", "failure", "system-out", "system-err"],
  },
  failure: { attributes: ["type", "message"], children: ["#text"] },
  skipped: { attributes: ["message"], children: ["#text"] },
};

// biome-ignore lint/suspicious/noExplicitAny: the parser's own form
function holdToJenkins(nodes: any[], allowed: string[]): void {
  for (const node of nodes) {
    const [name = ""] = Object.keys(node).filter((key) => key !== ":@");
    expect(allowed).toContain(name);
    const rules = JENKINS[name];
    if (!rules) continue;
    const given = Object.keys(node[":@"] ?? {});
    expect(rules.attributes.map((attribute) => attribute.replace("!", ""))).toEqual(expect.arrayContaining(given));
    const required = rules.attributes.filter((attribute) => attribute.endsWith("!")).map((each) => each.slice(0, -1));
    expect(given).toEqual(expect.arrayContaining(required));
    holdToJenkins(node[name], rules.children);
  }
}

describe("the report as JUnit XML", () => {
  const options = { ignoreAttributes: false, attributeNamePrefix: "" };
  // biome-ignore lint/suspicious/noExplicitAny: the parser's own form
  let suites: any[];
  beforeAll(() => {
    const parser = new XMLParser({ ...options, isArray: (name) => name === "testsuite" || name === "testcase" });
    suites = parser.parse(toJunit(faulty)).testsuites.testsuite;
  });
  const suiteOf = (name: string) => suites.find((suite) => suite.name === name);

  test.each(["faulty", "clean"])("is well-formed and of the structure that Jenkins reads: %s", (name) => {
    const xml = toJunit(name === "faulty" ? faulty : clean);
    expect(XMLValidator.validate(xml)).toBe(true);
    const parsed = new XMLParser({ ...options, preserveOrder: true, ignoreDeclaration: true }).parse(xml);
    holdToJenkins(parsed, ["testsuites"]);
  });

  test("counts in its suites what is in them", () => {
    for (const { name, tests, failures, skipped, testcase } of suites) {
      const having = (key: string) => testcase.filter((each: object) => key in each).length;
      expect({ name, tests, failures, skipped }).toEqual({
        name,
        tests: String(testcase.length),
        failures: String(having("failure")),
        skipped: String(having("skipped")),
      });
    }
  });

  test("has a suite for each operation, with findings as failures", () => {
    expect(suiteOf("listUsers").testcase[0]).toMatchObject({
      name: "response/body/type at /entities/0/uuid",
      classname: "listUsers",
      failure: { type: "response/body/type", message: "expected a string, got the number 5" },
    });
    expect(suiteOf("listUsers").testcase[0].failure["#text"]).toContain("seen in traffic.har entry 1");
  });

  test("has a suite for each journey, with what was skipped and why", () => {
    expect(suiteOf("journey users").testcase).toMatchObject([
      { name: "register ada", time: "0.031" },
      { name: "read ada", skipped: { message: "the server keeps no state" } },
      { name: "delete ada", failure: { message: "expected ada to be gone" } },
    ]);
  });

  test("fails for a threshold that was not reached, and for no other", () => {
    const [missed, reached] = suiteOf("coverage").testcase;
    expect(missed.failure.message).toBe("expected at least 80 %, got 1 %");
    expect(reached.failure).toBeUndefined();
  });

  test("has a test that passed for an operation without findings", () => {
    expect(toJunit(clean)).toContain('<testcase name="conforms" classname="listUsers" time="0.000"/>');
  });

  test("skips what is undocumented, where that is allowed", () => {
    const xml = toJunit(createReport(faultyResult(), { allowUndocumented: true }));
    const { testsuites } = new XMLParser(options).parse(xml);
    const rooms = testsuites.testsuite.find(({ name }: { name: string }) => name === "getChatrooms");
    expect(rooms).toMatchObject({ failures: "0", skipped: "1" });
  });

  test("holds no character that XML has not", () => {
    expect(toJunit(faulty)).not.toMatch(/[^\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(toJunit(faulty)).toContain("]]&gt;\\u0007");
  });
});

describe("the report as SARIF", () => {
  // The schema names draft 4, but has nothing that draft 7 reads otherwise.
  const {
    $schema: _,
    id: __,
    ...schema
  } = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  test.each(["faulty", "clean"])("fits the schema of SARIF 2.1.0: %s", (name) => {
    validate(JSON.parse(toSarif(name === "faulty" ? faulty : clean)));
    expect(validate.errors).toBeNull();
  });

  test("points to the line of the description, and to the operation", () => {
    const [run] = (JSON.parse(toSarif(faulty)) as Log).runs;
    expect(run?.results).toHaveLength(faulty.findings.length);
    const { description } = faulty.findings[0]?.finding ?? {};
    expect(run?.results?.[0]).toMatchObject({
      ruleId: "response/body/required",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: description?.file },
            region: { startLine: description?.line },
          },
          logicalLocations: [{ name: "getUser" }],
        },
      ],
    });
    expect(run?.results?.[0]?.message.text).toContain("/41117440/383391/users/ada answered 200");
    expect(run?.results?.at(-1)?.level).toBe("warning");
  });

  test("has all rules, and each result its own", () => {
    const [run] = (JSON.parse(toSarif(faulty)) as Log).runs;
    const rules = run?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(RULES));
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
  });

  test("knows a finding again in another place of a list, and two findings apart", () => {
    const prints = (index: number) => {
      const run = new Run();
      const users = exampleOf(USERS, "get");
      users.entities[index].uuid = 5;
      users.entities[index].created = "now";
      run.see({ path: "/users" }, users);
      const { results = [] } = (JSON.parse(toSarif(createReport(run.result()))) as Log).runs[0] ?? {};
      return results.map(({ partialFingerprints }) => partialFingerprints?.["finding/v2"]);
    };
    expect(prints(0)).toEqual(prints(1));
    expect(new Set(prints(0)).size).toBe(2);
  });

  test("tells of failed steps and missed thresholds", () => {
    const [run] = (JSON.parse(toSarif(faulty)) as Log).runs;
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text)).toEqual([
      "journey users, step delete ada: expected ada to be gone",
      "expected at least 80 % of operations to be seen, got 1 %",
    ]);
  });
});

describe("secrets", () => {
  const canaries = {
    header: "YWMtCanaryHeaderToken0123456789",
    share: "canary-share-secret/+=é",
    password: 'canary "password" <1>',
    client: "canary-client-secret",
    query: "canary-query-token",
    response: "canary-response-access-token",
    user: "canary-url-user",
  };

  test("planted in headers, bodies and URLs are in no report", () => {
    const run = new Run();
    const said = Object.values(canaries);
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${canaries.header}`,
      "share-secret": canaries.share,
    };
    const body = JSON.stringify({ password: canaries.password, client_secret: canaries.client, echoes: said });
    const user = exampleOf(USER, "get");
    user.entities[0].access_token = canaries.response;
    user.entities[0].nickname = { said };
    user.entities[0].type = `${said.join(" ")} is no type`;
    user.entities[0].echo = said.join(" ");
    for (const secret of said) user.entities[0][`about ${secret}`] = secret;
    const url = `https://${canaries.user}:pw@chat.example/41117440/383391/users`;
    const search = `?access_token=${canaries.query}&said=${said.map(encodeURIComponent).join(",")}`;
    run.see({ path: "", url: `${url}${search}`, method: "POST", headers, body }, user);
    run.see({ path: `/users/ada${search}`, headers }, user);
    run.see({ path: `/users/ada?x=${encodeURIComponent(canaries.password)}` }, user);
    run.see({ path: `/nowhere/${canaries.header}${search}` }, user);
    run.see({ path: "/users/ada" }, said.join("\n"), { headers: { "content-type": canaries.share } });
    run.see({ path: "/users/ada" }, user, { status: 418 });

    const report = createReport(run.result());
    expect(report.findings.length).toBeGreaterThan(5);
    const spellings = said.flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString("base64").replace(/=+$/, ""),
      secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
    ]);
    for (const write of [toTerminal, toJson, toJunit, toSarif, toHtml]) {
      const text = write(report);
      expect(
        spellings.filter((spelling) => text.includes(spelling)),
        write.name,
      ).toEqual([]);
      expect(text, write.name).toContain("[removed]");
    }
  });
});

test("what is left behind, and that a run is not complete, stands in each report", () => {
  const run = new Run();
  run.see({ path: "/users" }, exampleOf(USERS, "get"));
  const leftovers = [{ call: "deleteUser username=acv-ada", reason: "403 forbidden_op" }];
  const report = createReport(run.result({ leftovers, incomplete: ["interrupted"] }));
  for (const write of [toTerminal, toJson, toJunit, toSarif, toHtml]) {
    const text = write(report);
    for (const part of ["deleteUser username=acv-ada", "403 forbidden_op", "interrupted"]) {
      expect(text, write.name).toContain(part);
    }
  }
  expect(JSON.parse(toJson(report))).toMatchObject({ leftovers, incomplete: ["interrupted"], unreadBodies: 0 });
});

test("a hostile name of a property is in each report as text alone", () => {
  expect(JSON.parse(toJson(faulty)).findings.at(-1).pointer).toBe(`/${HOSTILE.replaceAll("/", "~1")}`);
  expect(toHtml(faulty)).not.toMatch(/<\/?script|<b>/i);
});
