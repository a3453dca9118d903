// The mock responds in the words of the description: whatever it says, there is nothing to find.

import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { exampleRequests, requestInit, requestUrl } from "@agora-chat-openapi/description/examples";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contractFetch, createChecker } from "../../src/index.ts";

const operations = operationsOf(readDescription());

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock.close());

const checked = contractFetch(fetch, { mode: "collect", checker: createChecker() });
const { coverage } = checked.checker;

test.each(operations.map((operation) => [operation.id, operation] as const))(
  "%s is no false alarm",
  async (_, operation) => {
    const responses = [...operation.responses.values()].flatMap(({ status, content }) =>
      [...content.values()].flatMap(({ examples }) =>
        [...examples.keys()].map((name) => `code=${status}, example=${name}`),
      ),
    );
    for (const [index, request] of [...exampleRequests(operation).values()].entries()) {
      for (const prefer of [undefined, "dynamic=true", ...(index === 0 ? responses : [])]) {
        const init = requestInit(operation, request, "any-token");
        const headers = { ...init.headers, ...(prefer && { prefer }) };
        await (await checked(requestUrl(mock.url, operation, request), { ...init, headers })).arrayBuffer();
      }
    }
    const found = checked.findings.filter(({ operationId }) => operationId === operation.id);
    expect(found.map(({ rule, pointer, message, exchange }) => [exchange.status, rule, pointer, message])).toEqual([]);
  },
);

test("all operations, statuses and media types have been seen by then", () => {
  const unseen = coverage.items().filter(({ seen, kind, name, outcome }) => {
    // A call without a body has no media type to show, and nobody sends a wrong request here.
    const isRequest = name.startsWith("request ");
    return (
      !seen && (kind === "operations" || kind === "statusCodes" || (kind === "mediaTypes" && !isRequest && outcome))
    );
  });
  expect(unseen).toEqual([]);
});
