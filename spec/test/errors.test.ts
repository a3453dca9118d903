// The codes that an operation answers with a status are those of its examples; no list says them again.
import { fileURLToPath } from "node:url";
import {
  listOperations,
  lookUp,
  type MediaTypeObject,
  namedExamples,
  readDescription,
} from "@agora-chat-openapi/scripts/description.ts";
import { expect, test } from "vitest";

const description = readDescription(fileURLToPath(new URL("../dist/openapi.json", import.meta.url)));
const operations = listOperations(description);

/** Each documented refusal: where it stands, the name of the example, and its code, if the body has one. */
const refusals = operations.flatMap(({ id, responses }) =>
  Object.entries(responses)
    .filter(([status]) => !status.startsWith("2"))
    .flatMap(([status, { content = {} }]) =>
      Object.entries(namedExamples(description, content["application/json"] as MediaTypeObject)).map(
        ([name, body]) => ({ at: `${id} ${status}`, name, code: (body as { error?: string }).error }),
      ),
    ),
);

test("every refusal has an example, named after its code", () => {
  const documented = operations.flatMap(({ id, responses }) =>
    Object.keys(responses).flatMap((status) => (status.startsWith("2") ? [] : [`${id} ${status}`])),
  );
  expect(documented.filter((place) => !refusals.some(({ at }) => at === place))).toEqual([]);
  expect(refusals.filter(({ name, code }) => code && name !== code && !name.startsWith(`${code}_`))).toEqual([]);
});

test("ErrorCode has the codes of all examples, and no other", () => {
  const { enum: codes } = lookUp<{ enum: string[] }>(description, "#/components/schemas/ErrorCode");
  expect([...codes].sort()).toEqual([...new Set(refusals.flatMap(({ code }) => code ?? []))].sort());
});
