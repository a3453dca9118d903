import { expect, test } from "vitest";
import { errorExample } from "../../src/examples/index.ts";
import { operationsOf } from "../../src/index.ts";
import { smallDescription } from "../small-description.ts";

const failing = (code: string, message: string) => ({
  responses: {
    404: { content: { "application/json": { examples: { [code]: { value: { error: code, message } } } } } },
  },
});
const operations = operationsOf(
  smallDescription({
    "/a": { get: failing("gone", "first"), put: failing("gone", "second"), post: failing("lost", "third") },
  }),
);

test("it is the example of that name of the first operation that has one", () => {
  expect(errorExample(operations, 404, "gone")).toEqual({ error: "gone", message: "first" });
  expect(errorExample(operations, 404, "lost")).toEqual({ error: "lost", message: "third" });
});

test("one that nobody has is an error that names it", () => {
  expect(() => errorExample(operations, 400, "gone")).toThrow("the description has no 400 gone");
});
