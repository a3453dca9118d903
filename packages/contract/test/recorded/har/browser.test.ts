// What a real browser sends and gets, as Playwright records it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startMock } from "@agora-chat-openapi/mock";
import { launchBrowser } from "@agora-chat-openapi/testing/browser.ts";
import { expect, onTestFinished, test } from "vitest";
import { createChecker, readDescription } from "../../../src/index.ts";
import { checkRecordings } from "../../../src/recorded/check-recordings.ts";
import { folder } from "../files.ts";
import { serve } from "../services.ts";

/** Runs in the page: calls of several kinds, each from another origin. */
async function calls(base: string): Promise<number[]> {
  const authorization = "Bearer canary-8f1d0c";
  const json = { authorization, "content-type": "application/json" };
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array([0xff, 0xd8, 0, 1])], { type: "image/jpeg" }), "photo.jpg");
  const requests: [string, RequestInit][] = [
    ["/chatrooms?limit=2", { headers: { authorization } }],
    ["/users", { method: "POST", headers: json, body: '[{"username":"ben"}]' }],
    ["/users/ben/password", { method: "PUT", headers: json, body: '{"newpassword":"canary-8f1d0c"}' }],
    ["/chatfiles", { method: "POST", headers: { authorization }, body: form }],
    ["/chatfiles/5fd74830-7f3b-4d9e-9c41-6b1f0d2e8a55", { headers: { authorization } }],
    ["/chatgroups", { headers: { authorization, prefer: "code=404" } }],
    ["/users/ben", { method: "DELETE", headers: { authorization } }],
  ];
  const statuses: number[] = [];
  for (const [path, init] of requests) {
    const response = await fetch(`${base}/41117440/383391${path}`, init);
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  const aborted = new AbortController();
  const late = fetch(`${base}/41117440/383391/chatrooms`, { headers: { authorization }, signal: aborted.signal });
  aborted.abort();
  await late.catch(() => {});
  await fetch("http://127.0.0.1:9/dead").catch(() => {});
  await fetch("data:text/plain,hello");
  return statuses;
}

test.each(["embed", "attach", "omit"] as const)(
  "a recording of Chromium with bodies on %s names its operations and raises no false alarm",
  async (content) => {
    const mock = await startMock({ port: 0 });
    onTestFinished(() => mock.close());
    const page = await serve((_, response) => response.setHeader("content-type", "text/html").end("<p>a page</p>"));
    const path = join(await folder(), "traffic.har");
    const browser = await launchBrowser();
    onTestFinished(() => browser.close());
    const context = await browser.newContext({ recordHar: { path, content } });
    const tab = await context.newPage();
    await tab.goto(page);
    const statuses = await tab.evaluate(calls, mock.url);
    await context.close();

    expect(statuses).toEqual([200, 200, 200, 200, 200, 404, 200]);
    const notes: string[] = [];
    const checker = createChecker({ description: readDescription() });
    const { result, found } = await checkRecordings(checker, [path], { onNote: ({ reason }) => notes.push(reason) });
    expect(result.findings.map(({ finding }) => [finding.rule, finding.message])).toEqual([]);
    expect(found).toEqual([new URL(mock.url).host]);
    expect(result.passedOver).toHaveProperty([new URL(page).host]);
    const seen = checker.coverage.items().filter((item) => item.kind === "operations" && item.seen);
    expect(new Set(seen.map(({ operationId }) => operationId))).toEqual(
      new Set([
        "listChatrooms",
        "createUsers",
        "updateUserPassword",
        "uploadFile",
        "downloadFile",
        "listChatgroups",
        "deleteUser",
      ]),
    );
    const properties = checker.coverage.summary().responseProperties.success.seen;
    if (content === "omit") expect(properties).toBe(0);
    else expect(properties).toBeGreaterThan(20);
    expect(notes.join()).toContain("has no response");
    expect(JSON.parse(await readFile(path, "utf8")).log.creator.name).toBe("Playwright");
  },
);
