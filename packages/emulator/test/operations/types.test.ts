// The compiler is what is tested here: each `@ts-expect-error` fails the type check where there is no error.
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { assemble, type Handlers, handlers } from "../../src/operations/handlers.ts";
import { operations } from "../../src/operations/index.ts";
import { refuse } from "../../src/world/refuse.ts";

const status = handlers({ getUserStatus: (_, { path }) => ({ data: { [path.username]: "offline" } }) });
const again = handlers({ getUserStatus: () => ({ data: {} }) });
declare const others: Omit<Handlers, "getUserStatus">;

test("a handler has the name, the input and the output of its operation", () => {
  // @ts-expect-error there is no such operation
  handlers({ getUserStatuss: () => ({ data: {} }) });
  // @ts-expect-error `data` is a list of names
  handlers({ listContacts: () => ({ data: [1] }) });
  // @ts-expect-error the response needs `data`
  handlers({ listContacts: () => ({}) });
  // @ts-expect-error the path has no such parameter
  handlers({ listContacts: (_, { path }) => ({ data: [path.username] }) });
  handlers({
    listUsers(_, { query }) {
      const limit: number = query.limit;
      // @ts-expect-error a cursor may be missing
      const cursor: string = query.cursor;
      return { entities: [], cursor: `${cursor}${limit}` };
    },
  });
  expect(Object.keys(status)).toEqual(["getUserStatus"]);
});

test("all operations are there, each once", () => {
  const complete = () => assemble([status, others]);
  // @ts-expect-error most operations are missing
  const missing = () => assemble([status]);
  // @ts-expect-error one has two handlers
  const twice = () => assemble([status, again, others]);
  expect([complete, missing, twice]).toHaveLength(3);
  const described = operationsOf(readDescription()).map(({ id }) => id);
  expect(Object.keys(operations).sort()).toEqual(described.sort());
});

test("a refusal has the name of an error, and a value for each place of its text", () => {
  expect(refuse("UserNotFound", { username: "ada" })).toMatchObject({ refusal: "UserNotFound" });
  expect(refuse("ServiceResourceNotFound")).toBeInstanceOf(Error);
  // @ts-expect-error there is no such error
  refuse("UserNotFoundd");
  // @ts-expect-error the text names the user
  refuse("UserNotFound");
  // @ts-expect-error the text has no such place
  refuse("UserNotFound", { name: "ada" });
});
