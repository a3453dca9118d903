// `x-request` on an example of an answer names the parts of the requests that it answers.
import { fileURLToPath } from "node:url";
import {
  type ExampleObject,
  listOperations,
  type MediaTypeObject,
  type Operation,
  readDescription,
  resolve,
} from "@agora-chat-openapi/scripts/description.ts";
import { exampleRequests } from "@agora-chat-openapi/scripts/example-request.ts";
import { createValidator } from "@agora-chat-openapi/scripts/validator.ts";
import { describe, expect, test } from "vitest";

type Parts = Partial<Record<"path" | "query" | "body", Record<string, unknown>>>;

const description = readDescription(fileURLToPath(new URL("../dist/openapi.json", import.meta.url)));
const validator = createValidator(description);

/** The examples of an operation's answer, each with the parts of the requests that it answers. */
function examplesOf({ responses }: Operation): [name: string, parts: Parts | undefined][] {
  const media = responses["200"]?.content?.["application/json"] as MediaTypeObject | undefined;
  return Object.entries(media?.examples ?? {}).map(([name, reference]) => {
    const example = resolve<ExampleObject>(description, reference) as ExampleObject & { "x-request"?: Parts };
    return [name, example["x-request"]];
  });
}

const chosen = listOperations(description)
  .map((operation) => ({ operation, examples: examplesOf(operation) }))
  .filter(({ examples }) => examples.some(([, parts]) => parts))
  .map((each) => [each.operation.id, each] as const);

test("the lists of members choose their answer by version", () => {
  expect(chosen.map(([id]) => id)).toEqual(expect.arrayContaining(["listChatgroupMembers", "listChatroomMembers"]));
});

describe.each(chosen)("the answers of %s", (_, { operation, examples }) => {
  test("begin with the one for all other requests", () => {
    expect(examples[0]?.[1]).toBeUndefined();
  });

  test("are for different requests", () => {
    const wanted = examples.flatMap(([, parts]) => (parts ? [JSON.stringify(parts)] : []));
    expect(new Set(wanted).size).toBe(wanted.length);
  });

  test.each(examples.flatMap(([name, parts]) => (parts ? [[name, parts] as const] : [])))(
    "%s is for a request that the operation takes",
    (_name, { path = {}, query = {}, body }) => {
      for (const [place, values] of Object.entries({ path, query })) {
        for (const [name, value] of Object.entries(values)) {
          const parameter = operation.parameters.find((one) => one.in === place && one.name === name);
          expect(parameter, `${place} ${name}`).toBeDefined();
          const { enum: known = [value] } = (parameter?.schema ?? {}) as { enum?: unknown[] };
          expect(known).toContain(value);
        }
      }
      if (!body) return;
      const usual = exampleRequests(description, operation).values().next().value?.body as object;
      const isValid = validator.requestBody(operation, "application/json");
      expect(isValid?.(body) || isValid?.({ ...usual, ...body }), JSON.stringify(body)).toBe(true);
    },
  );
});
