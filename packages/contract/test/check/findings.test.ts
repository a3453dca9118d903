// What makes findings of an exchange: how much each weighs, and which are the same.
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Findings } from "../../src/check/findings.ts";
import { createChecker, type ExchangeRequest, type ExchangeResponse, type Finding } from "../../src/index.ts";

const description = fileURLToPath(new URL("faults/description.yaml", import.meta.url));
const { checkExchange } = createChecker({ description });
const json = { "content-type": "application/json", "x-total": "1" };

function check(request: Partial<ExchangeRequest>, response: Partial<ExchangeResponse>): Finding[] {
  return checkExchange({ method: "GET", url: "/notes", ...request }, { status: 200, headers: json, ...response });
}
const list = (notes: object[]) =>
  check({}, { body: JSON.stringify({ notes: notes.map((note) => ({ id: "n1", text: "x", ...note })) }) });
const outline = ({ severity, rule, pointer, count, got }: Finding) => ({ severity, rule, pointer, count, got });

describe("a value of a response that is outside what is documented", () => {
  test("has a severity of its own", () => {
    expect(list([{ color: "mauve" }]).map(outline)).toMatchObject([
      { severity: "value", rule: "response/body/enum", pointer: "/notes/0/color" },
    ]);
  });

  test("is an error in a request, which the caller can mend", () => {
    const body = JSON.stringify({ text: "" });
    const findings = check({ method: "POST", headers: json, body }, { status: 201, body: '{"id":"n1","text":"x"}' });
    expect(findings.map(outline)).toMatchObject([{ severity: "error", rule: "request/body/length" }]);
  });
});

describe("what is equal in a list", () => {
  test("is one finding with the number of its places", () => {
    expect(list([{ text: 1 }, {}, { text: 2 }, { text: 3 }]).map(outline)).toEqual([
      { severity: "error", rule: "response/body/type", pointer: "/notes/0/text", count: 3, got: "number" },
    ]);
  });

  test("is not equal where other types were there", () => {
    expect(list([{ text: 1 }, { text: null }, { text: [] }, { text: {} }]).map(outline)).toMatchObject([
      { got: "number", count: 1 },
      { got: "null", count: 1 },
      { got: "array", count: 1 },
      { got: "object", count: 1 },
    ]);
  });

  test("of any length is no flood", () => {
    const findings = list(Array(130_000).fill({ text: 1 }));
    expect(findings.map(outline)).toMatchObject([{ pointer: "/notes/0/text", count: 130_000 }]);
  });
});

describe("over many exchanges", () => {
  const grouped = (...all: Finding[][]) => {
    const findings = new Findings();
    for (const finding of all.flat()) findings.add(finding);
    return findings.groups().map(({ finding, count }) => [finding.rule, finding.exchange.status, finding.got, count]);
  };

  test("other statuses and content types are other findings", () => {
    const status = (code: number) => check({}, { status: code, headers: {} });
    const page = (type: string) => check({}, { headers: { ...json, "content-type": type }, body: "x" });
    expect(grouped(status(202), status(202), status(503), page("text/html"), page("text/plain; charset=x"))).toEqual([
      ["response/status", 202, undefined, 2],
      ["response/status", 503, undefined, 1],
      ["response/content-type", 200, "text/html", 1],
      ["response/content-type", 200, "text/plain", 1],
    ]);
  });

  test("errors come before wrong values, and these before what is undocumented", () => {
    const findings = list([{ color: "mauve", mood: "fine", text: 1 }]);
    expect(grouped(findings).map(([rule]) => rule)).toEqual([
      "response/body/type",
      "response/body/enum",
      "response/body/undocumented-property",
    ]);
  });
});

describe("of the shipped description", () => {
  const shipped = createChecker({ invalidTokens: ["wrong-token"] });
  const url = "https://a61.chat.agora.io/41117440/383391/chatgroups";
  const groups = (headers: Record<string, string> | undefined, status = 200) =>
    shipped
      .checkExchange({ method: "GET", url, ...(headers && { headers }) }, { status, headers: {}, body: undefined })
      .filter(({ rule }) => rule === "response/security");

  test("a call without or with a wrong token that succeeds is an error", () => {
    expect(groups({})).toMatchObject([
      { severity: "error", message: expect.stringContaining("no bearer token, got 200") },
    ]);
    expect(groups({ authorization: "Bearer wrong-token" })).toMatchObject([
      { message: expect.stringContaining("not valid") },
    ]);
    expect([groups({ authorization: "Bearer right" }), groups(undefined), groups({}, 401)]).toEqual([[], [], []]);
  });

  test("the code of an error is one of the operation and its status", () => {
    const error = (code: string) =>
      shipped
        .checkExchange(
          { method: "GET", url },
          {
            status: 401,
            headers: { "content-type": "application/json" },
            body: JSON.stringify({
              error: code,
              error_description: "x",
              exception: "x",
              timestamp: 1772445600000,
              duration: 1,
            }),
          },
        )
        .filter(({ rule }) => rule === "response/body/error-code");
    expect(error("unauthorized")).toEqual([]);
    expect(error("forbidden_op")).toMatchObject([
      {
        severity: "value",
        pointer: "/error",
        message: expect.stringMatching(/one of the documented errors .*unauthorized.*, got "forbidden_op"/),
      },
    ]);
  });

  test.each(["9223372036854775808", "1e30", "1e400"])("an integer of %s is an error", (number) => {
    const body = `{"action":"get","data":[],"timestamp":${number},"duration":1,"count":0}`;
    const findings = shipped.checkExchange({ method: "GET", url }, { status: 200, headers: json, body });
    expect(findings.filter(({ pointer, severity }) => pointer === "/timestamp" && severity === "error")).toHaveLength(
      1,
    );
  });
});
