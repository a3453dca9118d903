// A run with findings of all kinds, made by a real checker from exchanges that are made up.

import { readDescription } from "@agora-chat-openapi/description";
import type { ExchangeRequest, ExchangeResponse } from "@agora-chat-openapi/description/validate";
import { type Checker, createChecker } from "../../src/check/checker.ts";
import { Findings } from "../../src/check/findings.ts";
import type { Result, StepResult } from "../../src/reports/result.ts";

const description = readDescription();
const app = "https://chat.example/41117440/383391";

/** A run that findings are added to. */
export class Run {
  readonly checker: Checker = createChecker({ description });
  readonly #findings = new Findings();
  #exchanges = 0;

  /** Checks an exchange of an operation: `body` is the response's. */
  see(request: Partial<ExchangeRequest> & { path: string }, body: unknown, response: Partial<ExchangeResponse> = {}) {
    this.#exchanges += 1;
    const { path, ...given } = request;
    const found = this.checker.checkExchange(
      { method: "GET", url: `${app}${path}`, ...given },
      {
        status: 200,
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...response,
      },
      `traffic.har entry ${this.#exchanges}`,
    );
    for (const finding of found) this.#findings.add(finding);
    return found;
  }

  result(more: Partial<Result> = {}): Result {
    return {
      subject: "traffic.har",
      exchanges: this.#exchanges,
      unreadBodies: 0,
      incomplete: [],
      passedOver: {},
      findings: this.#findings.groups(),
      coverage: this.checker.coverage,
      description,
      ...more,
    };
  }
}

/** The documented example of a response, as a copy to change. */
// biome-ignore lint/suspicious/noExplicitAny: examples are changed at will
export function exampleOf(path: string, method: string, status = "200"): any {
  const response = [path, method, "responses", status].reduce(
    (at, key) => description.under(at, key) ?? at,
    description.at("/paths"),
  );
  const [first] = description.entries(response, "content", "application/json", "examples");
  if (!first) throw new Error(`no example of ${method} ${path}`);
  return structuredClone(first[1].value["value"]);
}

export const USERS = "/{org_name}/{app_name}/users";
export const USER = "/{org_name}/{app_name}/users/{username}";
export const ROOM = "/{org_name}/{app_name}/chatrooms/{chatroom_id}";

/** A name that would end XML's CDATA, ring a bell, colour a terminal, turn text round and be no Unicode at all. */
export const HOSTILE = "]]>\u0007\u001b[31m\u202e\u0085\ud800<b>&'\"\n</script>";

export const STEPS: StepResult[] = [
  { journey: "users", step: "register ada", outcome: "passed", durationMs: 31.4 },
  { journey: "users", step: "read ada", outcome: "skipped", reason: "the server keeps no state", durationMs: 0 },
  { journey: "users", step: "delete ada", outcome: "failed", reason: "expected ada to be gone", durationMs: 12 },
  { journey: "files", step: "upload a file", outcome: "passed", durationMs: 80 },
];

/** A run of eight exchanges with findings in three operations and in none. */
export function faultyResult(): Result {
  const run = new Run();
  const users = exampleOf(USERS, "get");
  users.entities[0].uuid = 5;
  users.entities[0].shoe_size = "</script><script>alert(1)</script>";
  run.see({ path: "/users?limit=2" }, users);
  run.see({ path: "/users?limit=2&colour=blue" }, users);
  const user = exampleOf(USER, "get");
  delete user.entities[0].username;
  run.see({ path: "/users/ada" }, user);
  run.see({ path: "/users/ada" }, "<html>Bad gateway", { headers: { "content-type": "text/html" } });
  run.see({ path: "/users/ada" }, "{}", { status: 418 });
  run.see({ path: "/nowhere/to/be/found" }, {});
  run.see({ path: "/chatrooms/1234" }, exampleOf(ROOM, "get"));
  run.see({ path: "/chatrooms/5678" }, { ...exampleOf(ROOM, "get"), [HOSTILE]: 1 });
  return run.result({ passedOver: { "cdn.example.com": 12, "example.org": 1 }, steps: STEPS });
}
