import { describe, expect, test } from "vitest";
import { type CoverageItem, type CoverageRecord, createChecker, readDescription } from "../../src/index.ts";

const description = readDescription();
const base = "https://a61.chat.agora.io/41117440/383391";
const headers = { "content-type": "application/json", authorization: "Bearer t" };
const unauthorized = { error: "unauthorized", exception: "x", timestamp: 1772445600000, duration: 0 };

/** A checker that has seen a list of groups, a refusal of the same, and nothing else. */
function seen() {
  const checker = createChecker({ description });
  const request = { method: "GET", url: `${base}/chatgroups?limit=2`, headers };
  const body = { action: "get", data: [], timestamp: 1772445600000, duration: 1, count: 0 };
  checker.checkExchange(request, { status: 200, headers, body: JSON.stringify(body) });
  checker.checkExchange(request, { status: 401, headers, body: JSON.stringify(unauthorized) });
  return checker.coverage;
}
const keys = (items: (CoverageItem & { seen: boolean })[]) =>
  items
    .filter((item) => item.seen)
    .map(({ kind, outcome, operationId, name }) => `${kind} ${outcome} ${operationId} ${name}`);

test("tells apart what was seen with success and with an error", () => {
  const found = keys(seen().items());
  expect(found).toEqual(
    expect.arrayContaining([
      "operations success listChatgroups ",
      "operations error listChatgroups ",
      "parameters success listChatgroups query limit",
      "parameters error listChatgroups path org_name",
      "mediaTypes success listChatgroups 200 application/json",
      "statusCodes error listChatgroups 401",
      "responseProperties success listChatgroups 200 /timestamp",
      "responseProperties error listChatgroups 401 /error",
    ]),
  );
  expect(found.filter((key) => key.startsWith("statusCodes"))).toHaveLength(2);
});

test("of a response that operations share, only that of the operation that was called is seen", () => {
  const others = keys(seen().items()).filter((key) => !/ listChatgroups | {2}/.test(key));
  expect(others).toEqual([]);
});

describe("a record", () => {
  test("has the keys of what was seen, and counts when it is merged", () => {
    const record: CoverageRecord = JSON.parse(JSON.stringify(seen()));
    expect(record).toMatchObject({ version: 1, exchanges: 2 });
    expect(record.seen).toContain("responseProperties success listChatgroups 200 /timestamp");
    const { coverage } = createChecker({ description });
    coverage.merge({ ...record, seen: [...record.seen, "operations success goneOperation "] });
    expect(coverage.exchanges).toBe(2);
    expect(coverage.summary()).toEqual(seen().summary());
    coverage.merge(record);
    expect([coverage.exchanges, coverage.toJSON().seen.toSorted()]).toEqual([4, record.seen.toSorted()]);
  });

  test.each([undefined, {}, { version: 2, exchanges: 1, seen: [] }])("%j is none", (record) => {
    const { coverage } = createChecker({ description });
    expect(() => coverage.merge(record as CoverageRecord)).toThrow("not a record of coverage");
  });
});

test("all of the description can be seen, each thing once", () => {
  const items = createChecker({ description }).coverage.items();
  const all = items.map(({ kind, outcome, operationId, name }) => [kind, outcome, operationId, name].join(" "));
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(5000);
});
