// Responses say what is certain of their values: what can only be wrong is refused.
import { describe, expect, test } from "vitest";
import { jsonContent, type Operation, operationsOf, readDescription } from "../../src/index.ts";
import { schemasOf } from "../../src/schemas/index.ts";

const description = readDescription();
const schemas = schemasOf(description);
const responseOf = ({ responses }: Operation) => jsonContent(responses.get("200"));
const operations = operationsOf(description).filter(responseOf);
const responses = (operation: Operation) =>
  [...(responseOf(operation)?.examples.values() ?? [])].map(({ value }) => value);
const validatorOf = (operation: Operation) => {
  const schema = responseOf(operation)?.schema;
  return schema && schemas.validator(schema);
};

type Path = (string | number)[];

function* leaves(node: unknown, path: Path = []): Generator<[Path, unknown]> {
  if (typeof node !== "object" || node === null) yield [path, node];
  else if (Array.isArray(node)) for (const [index, value] of node.entries()) yield* leaves(value, [...path, index]);
  else for (const [key, value] of Object.entries(node)) yield* leaves(value, [...path, key]);
}

/** A copy of a value that has another one at a path. */
function replaced(node: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = structuredClone(node) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, value);
  return copy;
}

/** The wrong values of a kind that a response may hold and still pass, as paths. */
function passing(operation: Operation, wrong: (key: string, value: unknown) => unknown): string[] {
  const isValid = validatorOf(operation);
  return responses(operation).flatMap((response) =>
    [...leaves(response)].flatMap(([path, value]) => {
      const key = String(path.findLast((part) => typeof part === "string") ?? "");
      const other = wrong(key, value);
      return other !== undefined && isValid?.(replaced(response, path, other)) ? [path.join("/")] : [];
    }),
  );
}

/** The id of a request at a vendor's push service is handed on as it comes. */
const isId = (key: string) =>
  /^(uuid|id|.*_id|.*[a-z]Id|groupid|chatroomid|access_token|username)$/.test(key) && key !== "requestId";

describe.each(operations.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
  test("has no time in seconds where milliseconds are meant", () => {
    const inSeconds = (_key: string, value: unknown) =>
      typeof value === "number" && value >= 1e12 && value < 1e13 ? Math.floor(value / 1000) : undefined;
    expect(passing(operation, inSeconds)).toEqual([]);
  });

  test("has no empty id, name or token", () => {
    const empty = (key: string, value: unknown) => (isId(key) && typeof value === "string" ? "" : undefined);
    expect(passing(operation, empty)).toEqual([]);
  });

  test("has no negative count", () => {
    const negative = (key: string, value: unknown) =>
      /count|^size$|duration/i.test(key) && typeof value === "number" ? -7 : undefined;
    expect(passing(operation, negative)).toEqual([]);
  });
});

const closed: [operation: string, path: Path, wrong: unknown][] = [
  ["getUser", ["entities", 0, "type"], "usr"],
  ["getUser", ["action"], "GET"],
  ["getUserStatus", ["data", "ben"], "onlin"],
  ["getUserStatuses", ["data", 0], { ben: "away" }],
  ["getOfflineMessageStatus", ["data", "1347851273480079496"], "sent"],
  ["setGlobalMute", ["data", "result"], "done"],
  ["getGlobalMute", ["data", "chat"], -2],
  ["getGlobalMute", ["data", "unixtime"], 1772445600000],
  ["updateMessage", ["data"], "ok"],
  ["recallMessage", ["data", "recalled"], "no"],
  ["recallMessage", ["data", "chattype"], "group"],
  ["deleteConversation", ["data", "result"], "failed"],
  ["uploadFile", ["entities", 0, "type"], "file"],
  ["sendPushNotificationSync", ["data", 0, "pushStatus"], "OK"],
  ["sendPushNotificationAsync", ["data", 0, "pushStatus"], "SUCCES"],
  ["getPushNotificationSettings", ["data", "type"], "SOME"],
  ["deletePushLabel", ["data"], "failure"],
  ["resendStoredCallbacks", ["data"], "done"],
  ["setPresence", ["result"], "failed"],
  ["addReaction", ["requestStatusCode"], "OK"],
  ["addReaction", ["data", "msgType"], "chatroom"],
];

test.each(closed)("%s takes no other word at %j", (id, path, wrong) => {
  const operation = operations.find((candidate) => candidate.id === id) as Operation;
  const [response] = responses(operation);
  const isValid = validatorOf(operation);
  expect(isValid?.(response)).toBe(true);
  expect(isValid?.(replaced(response, path, wrong))).toBe(false);
});
