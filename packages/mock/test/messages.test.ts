// What a wrong request is told.
import { describe, expect, test } from "vitest";
import { errorOf, json, ROOM, runningMock, TENANT } from "./running-mock.ts";

const { call } = runningMock();
const messageOf = async (method: string, path: string, body: object) => {
  const [status, code, message] = await errorOf(call(method, path, json(JSON.stringify(body))));
  expect([status, code]).toEqual([400, "illegal_argument"]);
  return message;
};

describe("a message to users", () => {
  const send = (changes: object) =>
    messageOf("POST", `${TENANT}/messages/users`, {
      from: "ada",
      to: ["ben"],
      type: "txt",
      body: { msg: "hi" },
      ...changes,
    });

  test("is told what its own type lacks, and not what all types lack", async () => {
    expect(await send({ body: { message: "hi" } })).toBe(
      'body /body/msg: expected the property "msg", which is missing.',
    );
  });

  test("of an unknown type is told the types that there are", async () => {
    expect(await send({ type: "text" })).toMatch(
      /^body \/type: expected one of "txt", "img", (".*", )*".*", got the string "text"\.$/,
    );
  });

  test("is told all that is wrong with it", async () => {
    const message = await send({ to: [], body: {} });
    expect(message).toContain("body /to: ");
    expect(message).toContain('body /body/msg: expected the property "msg", which is missing.');
  });
});

test("a list of wrong values is told of ten, and how many more there are", async () => {
  const usernames = Array.from({ length: 25 }, () => ({}));
  const message = await messageOf("POST", `${ROOM}/users`, { usernames });
  expect(message.match(/expected a string/g)).toHaveLength(10);
  expect(message).toMatch(/ and 15 more\.$/);
});

test("what the service would pass over is not among the reasons", async () => {
  const message = await messageOf("POST", `${ROOM}/users?unknown=1`, { usernames: [], unknown: 1 });
  expect(message).not.toContain("unknown");
});

test("a token request is told what its grant lacks", async () => {
  expect(await messageOf("POST", `${TENANT}/token`, { grant_type: "client_credentials", client_id: "a" })).toBe(
    'body /client_secret: expected the property "client_secret", which is missing.',
  );
});
