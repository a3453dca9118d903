// `x-request` on an example of a response names the parts of the requests that it answers.
import { describe, expect, test } from "vitest";
import { exampleRequest } from "../../src/examples/index.ts";
import {
  type ExampleExtensions,
  jsonContent,
  type Operation,
  operationsOf,
  readDescription,
  readExtensions,
} from "../../src/index.ts";
import { schemasOf } from "../../src/schemas/index.ts";

const description = readDescription();
const schemas = schemasOf(description);

/** The examples of an operation's success, each with the parts of the requests that it answers. */
function examplesOf({ responses }: Operation) {
  const examples = [...(jsonContent(responses.get("200"))?.examples.values() ?? [])];
  return examples.map(({ name, raw }) => [name, readExtensions<ExampleExtensions>(raw)["x-request"]] as const);
}

const chosen = operationsOf(description)
  .map((operation) => ({ operation, examples: examplesOf(operation) }))
  .filter(({ examples }) => examples.some(([, parts]) => parts))
  .map((each) => [each.operation.id, each] as const);

test("the lists of members choose their response by version", () => {
  expect(chosen.map(([id]) => id)).toEqual(expect.arrayContaining(["listChatgroupMembers", "listChatroomMembers"]));
});

describe.each(chosen)("the responses of %s", (_, { operation, examples }) => {
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
          const known = parameter?.schema?.value["enum"] ?? [value];
          expect(known).toContain(value);
        }
      }
      if (!body) return;
      const usual = exampleRequest(operation).body as object;
      const schema = jsonContent(operation.requestBody)?.schema;
      const isValid = schema && schemas.validator(schema);
      expect(isValid?.(body) || isValid?.({ ...usual, ...body }), JSON.stringify(body)).toBe(true);
    },
  );
});
