import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createChecker, readDescription } from "../../src/index.ts";
import { checkRecordings } from "../../src/recorded/check-recordings.ts";
import { BASE, entry, file, folder, har, ROOMS, run } from "./files.ts";

const WRONG = { content: { mimeType: "application/json", text: JSON.stringify({ ...ROOMS, timestamp: "now" }) } };
const description = readDescription();
const check = async (entries: unknown[], options = {}) => {
  const { result, found } = await checkRecordings(
    createChecker({ description }),
    [await file("traffic.har", har(entries))],
    options,
  );
  return { ...result, found, rules: result.findings.map(({ finding }) => finding.rule) };
};
const to = (base: string, path = "/41117440/383391/chatrooms") => entry({ url: `${base}${path}` }, WRONG);
const TYPE = "response/body/type";

describe("calls without a token", () => {
  const bare = { headers: [] };
  const all = async (entries: unknown[]) => {
    const notes: string[] = [];
    const result = await check(entries, { onNote: ({ reason }: { reason: string }) => notes.push(reason) });
    return { rules: result.rules, notes };
  };

  test("that succeed are findings in a recording that has tokens", async () => {
    expect(await all([entry(bare), entry()])).toEqual({ rules: ["response/security"], notes: [] });
  });

  test("are not judged in one that was saved without them", async () => {
    expect(await all([entry(bare), entry(bare)])).toEqual({
      rules: [],
      notes: [expect.stringContaining("has no Authorization header in any request")],
    });
  });

  test("are not judged where the token was taken out", async () => {
    const removed = { headers: [{ name: "authorization", value: "[removed]" }] };
    expect(await all([entry(removed), entry()])).toEqual({ rules: [], notes: [] });
  });
});

test("a slash at the end, and a parameter without a value, are as the service takes them", async () => {
  const url = `${BASE}/chatrooms/?limit=`;
  expect(await check([entry({ url })])).toMatchObject({ rules: [], exchanges: 1 });
});

describe("which exchanges are with the service", () => {
  test.each(["a41", "a61", "a71"])("those with the data center %s, which the description lists", async (name) => {
    expect(await check([to(`https://${name}.chat.agora.io`)])).toMatchObject({
      rules: [TYPE],
      passedOver: {},
      found: [],
    });
  });

  test("with a host that is listed, an unknown path is a finding", async () => {
    expect(await check([to("https://a61.chat.agora.io", "/one/two/three/four/five/six")])).toMatchObject({
      rules: ["path/undocumented"],
      exchanges: 1,
    });
  });

  test("those with a given base URL, less what stands before the paths", async () => {
    const entries = [
      to("https://chat.example.com/chat"),
      to("https://chat.example.com", "/chatter/x"),
      to("https://x.org", "/"),
    ];
    const result = await check(entries, { baseUrls: ["https://chat.example.com/chat/"] });
    expect(result).toMatchObject({ rules: [TYPE], exchanges: 1, passedOver: { "chat.example.com": 1, "x.org": 1 } });
    expect(result.findings[0]?.finding.operationId).toBe("listChatrooms");
  });

  test("a base URL may have another scheme or port than its neighbour", async () => {
    const entries = [to("http://127.0.0.1:4010", "/a/b/c/d/e/f"), to("http://127.0.0.1:9", "/a/b/c/d/e/f")];
    const result = await check(entries, { baseUrls: ["http://127.0.0.1:4010"] });
    expect(result).toMatchObject({ exchanges: 1, passedOver: { "127.0.0.1:9": 1 } });
  });

  test("those with any host of which one names an operation, what came before included", async () => {
    const entries = [to("http://10.0.0.7", "/index.html"), to("http://10.0.0.7"), to("http://10.0.0.7", "/a.css")];
    const result = await check([...entries, to("http://10.0.0.8", "/index.html")]);
    expect(result).toMatchObject({ exchanges: 3, passedOver: { "10.0.0.8": 1 }, found: ["10.0.0.7"] });
    expect(result.rules.sort()).toEqual(["path/undocumented", "path/undocumented", TYPE]);
  });

  test("not those with a host that is to be ignored", async () => {
    const result = await check([to("http://10.0.0.7"), to("https://a61.chat.agora.io")], { ignoreHosts: ["10.0.0.7"] });
    expect(result).toMatchObject({ exchanges: 1, passedOver: { "10.0.0.7": 1 }, found: [] });
  });

  test("not what browsers ask before a call to another origin", async () => {
    const preflight = entry(
      { method: "OPTIONS", url: `${BASE}/chatrooms` },
      { status: 204, headers: [], content: { size: 0 } },
    );
    expect(await check([preflight, entry()])).toMatchObject({ rules: [], exchanges: 1, passedOver: {} });
  });

  test("servers of another description count, with any value of a variable and with their path", async () => {
    const servers = [
      { url: "https://{region}.example.com/{version}", variables: { region: {}, version: { default: "v1" } } },
    ];
    const other = { ...description, document: { ...description.document, servers } };
    const path = await file("traffic.har", har([to("https://eu.example.com/v1"), to("https://a.b/v1", "/x")]));
    const { result } = await checkRecordings(createChecker({ description: other }), [path]);
    expect(result).toMatchObject({ exchanges: 1, passedOver: { "a.b": 1 } });
    expect(result.findings[0]?.finding.operationId).toBe("listChatrooms");
  });
});

describe("the command", () => {
  test("ends with 0 when all is as described, and names what was not checked", async () => {
    const path = await file("traffic.har", har([entry(), entry({}, { status: 0 }), entry({ url: "https://x.org/" })]));
    const { code, stdout, stderr } = await run("check", path);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `not checked: ${path} entry 2: has no response (aborted, blocked or failed)\n`,
    });
    expect(stdout).toMatch(/: 1 exchanges? checked/);
    expect(stdout).toContain("x.org");
  });

  test("ends with 1 for findings, which name the operation, the file and the entry", async () => {
    const path = await file("traffic.har", har([entry(), entry({}, WRONG)]));
    const { code, stdout } = await run("check", path);
    expect(code).toBe(1);
    expect(stdout).toContain("listChatrooms");
    expect(stdout).toContain(`${path} entry 2`);
  });

  test("does not say that a truncated recording conforms", async () => {
    const path = await file("cut.har", har([entry(), entry()]).slice(0, -200));
    const { code, stdout } = await run("check", path, "--json", "-");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      exchanges: 1,
      incomplete: [`${path} is truncated`],
      verdict: { conforms: false, sentence: `Does not conform: ${path} is truncated` },
    });
  });

  test("goes on in a folder with a file that is not a recording, and does not say that it conforms", async () => {
    const root = await folder();
    await writeFile(join(root, "a.har"), "}}{");
    await writeFile(join(root, "b.har"), har([entry()]));
    const { code, stdout, stderr } = await run("check", root);
    expect([code, stdout]).toEqual([1, expect.stringContaining("1 exchange checked")]);
    expect(stderr).toBe(`not checked: ${join(root, "a.har")}: is not a HAR file: it has no "log.entries"\n`);
  });

  test("says in its verdict how many bodies were not there", async () => {
    const content = { mimeType: "application/json", size: -1, _file: "gone.json" };
    const path = await file("traffic.har", har([entry({}, { content }), entry()]));
    const { code, stdout, stderr } = await run("check", path, "--json", "-");
    expect([code, JSON.parse(stdout).verdict.sentence]).toEqual([0, "Conforms: 2 exchanges; 1 body not checked"]);
    expect(stderr).toContain("entry 1: has its body in a file of its own");
  });

  test("may let wrong values pass", async () => {
    const error = {
      error: "no_such_code",
      error_description: "x",
      exception: "x",
      timestamp: 1772445600000,
      duration: 0,
    };
    const refused = { status: 401, content: { mimeType: "application/json", text: JSON.stringify(error) } };
    const path = await file("traffic.har", har([entry({}, refused)]));
    const strict = await run("check", path);
    expect([strict.code, strict.stdout]).toEqual([
      1,
      expect.stringContaining("value response/body/error-code at /error"),
    ]);
    const lenient = await run("check", path, "--allow-values");
    expect([lenient.code, lenient.stdout]).toEqual([0, expect.stringContaining("1 wrong value, which is allowed")]);
  });

  test("checks what came before a cut, and says where it is", async () => {
    const whole = har([entry({}, WRONG), entry()]);
    const path = await file("cut.har", whole.slice(0, -200));
    const { code, stdout, stderr } = await run("check", path);
    expect(code).toBe(1);
    expect(stdout).toContain("listChatrooms");
    expect(stderr).toMatch(/cut\.har: is truncated in the middle of entry 2, at byte \d+/);
  });

  test("says which host it took for the service", async () => {
    const path = await file("traffic.har", har([to("http://10.0.0.7")]));
    expect((await run("check", path)).stderr).toContain("10.0.0.7 is taken for the service");
    const ignored = await run("check", path, "--ignore-host", "10.0.0.7");
    expect(ignored).toMatchObject({ code: 2, stdout: "" });
  });

  test("ends with 2 when nothing was checked, with the hosts it met and what to do", async () => {
    const path = await file("traffic.har", har([entry({ url: "https://x.org/a" }), entry({ url: "https://x.org/b" })]));
    const { code, stderr } = await run("check", path);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "nothing was checked: no exchange is with the service, but with x.org (2); name the service with --base-url",
    );
    const empty = await run("check", await file("empty.har", har([])));
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining("there is no exchange in what was given") });
  });

  test.each([
    [[], "missing required argument"],
    [["/nowhere/traffic.har"], "there is no file or folder /nowhere/traffic.har"],
    [
      ["x.har", "--base-url", "chat.example.com"],
      '--base-url: "chat.example.com" is not a URL such as https://chat.example.com',
    ],
    [["x.har", "--description", "/nowhere.yaml"], "--description /nowhere.yaml: "],
    [["x.har", "--min-coverage", "all=1"], "--min-coverage"],
    [["x.har", "--colour"], "--colour"],
  ])("ends with 2 for %j", async (args, message) => {
    const { code, stdout, stderr } = await run("check", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  test("shows no secret of a recording in any report", async () => {
    const canary = "canary-8f1d0c";
    const authorization = { name: "Authorization", value: `Bearer ${canary}-1` };
    const cookie = { name: "Set-Cookie", value: `sid=${canary}-3; Path=/` };
    const request = {
      url: `${BASE}/chatrooms?access_token=${canary}-2&extra=${canary}-1`,
      headers: [authorization],
      postData: { mimeType: "application/json", text: `{"password":"${canary}-4","broken` },
    };
    const echo = { ...ROOMS, timestamp: `${canary}-1 ${canary}-2 ${canary}-3 ${canary}-4`, token: `${canary}-5` };
    const response = { headers: [cookie, { name: "content-type", value: "application/json" }] };
    const content = { mimeType: "application/json", text: JSON.stringify(echo) };
    const path = await file("traffic.har", har([entry(request, { ...response, content })]));
    const root = await folder();
    const reports = ["json", "junit", "html", "sarif", "coverage"];
    const { code, stdout, stderr } = await run(
      "check",
      path,
      ...reports.flatMap((name) => [`--${name}`, join(root, name)]),
    );
    const written = await Promise.all(reports.map((name) => readFile(join(root, name), "utf8")));
    expect(code, stderr).toBe(1);
    expect(stdout).toContain("response/body/type");
    for (const text of [stdout, stderr, ...written]) expect(text).not.toContain(canary);
  });
});
