// Answers say what is certain of their values: what can only be wrong is refused.
import { fileURLToPath } from "node:url";
import {
  listOperations,
  type MediaTypeObject,
  namedExamples,
  type Operation,
  readDescription,
} from "@agora-chat-openapi/scripts/description.ts";
import { createValidator } from "@agora-chat-openapi/scripts/validator.ts";
import { describe, expect, test } from "vitest";

const description = readDescription(fileURLToPath(new URL("../dist/openapi.json", import.meta.url)));
const validator = createValidator(description);
const operations = listOperations(description).filter(({ responses }) => jsonAnswer(responses["200"]));

function jsonAnswer(response: Operation["responses"][string] | undefined): MediaTypeObject | undefined {
  return response?.content?.["application/json"] as MediaTypeObject | undefined;
}

const answers = ({ responses }: Operation) => Object.values(namedExamples(description, jsonAnswer(responses["200"])));

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

/** The wrong values of a kind that an answer may hold and still pass, as paths. */
function passing(operation: Operation, wrong: (key: string, value: unknown) => unknown): string[] {
  const isValid = validator.response(operation, "200");
  return answers(operation).flatMap((answer) =>
    [...leaves(answer)].flatMap(([path, value]) => {
      const key = String(path.findLast((part) => typeof part === "string") ?? "");
      const other = wrong(key, value);
      return other !== undefined && isValid?.(replaced(answer, path, other)) ? [path.join("/")] : [];
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
  const [answer] = answers(operation);
  const isValid = validator.response(operation, "200");
  expect(isValid?.(answer)).toBe(true);
  expect(isValid?.(replaced(answer, path, wrong))).toBe(false);
});
