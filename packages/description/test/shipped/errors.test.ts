// The codes that an operation answers with a status are those of its examples; no list says them again.
import { expect, test } from "vitest";
import { jsonContent, operationsOf, readDescription } from "../../src/index.ts";

const description = readDescription();
const operations = operationsOf(description);

/** Each documented refusal: where it stands, the name of the example, and its code, if the body has one. */
const refusals = operations.flatMap(({ id, responses }) =>
  [...responses.values()]
    .filter(({ status }) => !status.startsWith("2"))
    .flatMap((response) =>
      [...(jsonContent(response)?.examples.values() ?? [])].map(({ name, value }) => ({
        at: `${id} ${response.status}`,
        name,
        code: (value as { error?: string }).error,
      })),
    ),
);

test("every refusal has an example, named after its code", () => {
  const documented = operations.flatMap(({ id, responses }) =>
    [...responses.keys()].flatMap((status) => (status.startsWith("2") ? [] : [`${id} ${status}`])),
  );
  expect(documented.filter((place) => !refusals.some(({ at }) => at === place))).toEqual([]);
  expect(refusals.filter(({ name, code }) => code && name !== code && !name.startsWith(`${code}_`))).toEqual([]);
});

test("ErrorCode has the codes of all examples, and no other", () => {
  const codes = description.at("/components/schemas/ErrorCode").value["enum"] as string[];
  expect([...codes].sort()).toEqual([...new Set(refusals.flatMap(({ code }) => code ?? []))].sort());
});
