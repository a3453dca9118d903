import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createChatClient } from "../src/index.ts";
import { operationsById } from "../src/operations.ts";
import { respond, success, TENANT } from "./server.ts";

let server: Server;
let seen: string[] = [];
let baseUrl: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.url ?? "");
    respond(response, 200, success);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", ".", "..", "a/b", "a,b", "%2e%2e", "a%b", "?", "#", "a b", "\ud800", "é"),
);

test("whatever is put into any path of the API arrives unharmed or is refused", async () => {
  type Loose = (args: object) => Promise<unknown>;
  const chat = createChatClient({ baseUrl, ...TENANT, token: "t" }) as unknown as Record<string, Loose>;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...[...operationsById().values()].filter(({ path }) => path.includes("{"))),
      fc.array(text, { minLength: 4, maxLength: 4 }),
      fc.boolean(),
      async ({ operationId, path, body: kind }, values, asList) => {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
        const given = Object.fromEntries(
          names.map((name, index) => [name, asList && index === 0 ? values.slice(0, 2) : values[index]]),
        );
        seen = [];
        const body = kind === "files" ? { file: new Blob(["x"]) } : {};
        const error = await chat[operationId]?.({ path: given, confirm: true, body }).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error && seen.length === 0) {
          expect(error).toBeInstanceOf(TypeError);
          return;
        }
        // What the server splits at slashes and decodes is what was given.
        const template = path.split("/");
        const arrived = (seen[0] ?? "").replace("/41117440/383391", "").split("/");
        expect(arrived).toHaveLength(template.length);
        template.forEach((part, index) => {
          const name = part.match(/^\{(\w+)\}$/)?.[1];
          const value = name ? given[name] : part;
          expect((arrived[index] ?? "").split(",").map(decodeURIComponent)).toEqual([value].flat());
        });
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);

test.each([
  ["empty", ""],
  ["a dot", "."],
  ["two dots", ".."],
])("a name that is %s cannot delete something else", async (_, username) => {
  seen = [];
  const chat = createChatClient({ baseUrl, ...TENANT, token: "t" });
  const path = { group_id: "1", username: [username] };
  await expect(chat.removeChatgroupMembers({ path })).rejects.toThrow(TypeError);
  await expect(chat.DELETE("/chatgroups/{group_id}/users/{username}", { params: { path } })).rejects.toThrow(TypeError);
  expect(seen).toEqual([]);
});

test("a comma inside a name of a list cannot split it", async () => {
  seen = [];
  const chat = createChatClient({ baseUrl, ...TENANT, token: "t" });
  const path = { group_id: "1", username: ["ada", "ben,chloe"] };
  await expect(chat.removeChatgroupMembers({ path })).rejects.toThrow(TypeError);
  expect(seen).toEqual([]);
});

test("an empty list of names is refused", async () => {
  const chat = createChatClient({ baseUrl, ...TENANT, token: "t" });
  await expect(chat.removeChatgroupMembers({ path: { group_id: "1", username: [] } })).rejects.toThrow(TypeError);
});

test("what removes more than it names wants to be confirmed, by path and by operation", async () => {
  seen = [];
  const chat = createChatClient({ baseUrl, ...TENANT, token: "t" });
  // @ts-expect-error not confirmed
  await expect(chat.deleteUsers()).rejects.toThrow("pass confirm: true");
  // @ts-expect-error not confirmed
  await expect(chat.DELETE("/users")).rejects.toThrow("pass confirm: true");
  expect(seen).toEqual([]);
  await chat.deleteUsers({ confirm: true });
  expect(seen).toEqual(["/41117440/383391/users"]);
});
