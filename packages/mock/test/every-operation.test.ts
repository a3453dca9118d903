import { isObject, jsonContent, operationsOf, readDescription } from "@agora-chat-openapi/description";
import {
  brokenRequests,
  type ExampleRequest,
  exampleRequests,
  requestInit,
  requestUrl,
} from "@agora-chat-openapi/description/examples";
import { schemasOf } from "@agora-chat-openapi/description/schemas";
import { checkResponse } from "@agora-chat-openapi/description/validate";
import { describe, expect, test } from "vitest";
import { runningMock } from "./running-mock.ts";

const description = readDescription();
const schemas = schemasOf(description);
const operations = operationsOf(description);
const TOKEN = "007eJxTYExampleAppToken";

const mock = runningMock();

describe.each(operations.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
  const requests = [...exampleRequests(operation)];
  const examplesOf = (status: string) => [...(jsonContent(operation.responses.get(status))?.examples ?? [])];

  const send = async (request: ExampleRequest | undefined, headers: Record<string, string> = {}, token = TOKEN) => {
    if (!request) throw new Error("no example request");
    const init = requestInit(operation, request, token);
    const url = requestUrl(mock.url, operation, request);
    const response = await fetch(url, { ...init, headers: { ...init.headers, ...headers } });
    const body = await response.text();
    const { status } = response;
    expect(checkResponse(schemas, operation, { status, headers: response.headers, body })).toEqual([]);
    return { status, body };
  };
  const sendFirst = (headers?: Record<string, string>, token?: string) => send(requests[0]?.[1], headers, token);

  test("responds to each example request with an example, which is valid", async () => {
    const [media] = operation.responses.get("200")?.content.values() ?? [];
    const examples = [...(media?.examples.values() ?? [])].map(({ value }) => value);
    const responses = await named(requests, (request) => send(request));
    for (const [name, { status, body }] of Object.entries(responses)) {
      expect([name, status]).toEqual([name, 200]);
      expect(examples, name).toContainEqual(media?.isJson ? JSON.parse(body) : body);
    }
  });

  test("responds with each documented example on demand", async () => {
    const documented = [...operation.responses.keys()].flatMap((status) =>
      examplesOf(status).map(([name, { value }]) => [`${status} ${name}`, { status, name, value }] as const),
    );
    const responses = await named(documented, async ({ status, name }) => {
      const response = await sendFirst({ prefer: `code=${status}, example="${name}"` });
      return { status: response.status, body: JSON.parse(response.body) };
    });
    expect(responses).toEqual(
      await named(documented, ({ status, value }) => ({ status: Number(status), body: value })),
    );
  });

  const conditional = examplesOf("200").filter(([, { raw }]) => raw["x-request"] !== undefined);
  test.each(conditional)("responds with %s to the request that it names", async (_name, { value, raw }) => {
    const parts = raw["x-request"] as Partial<ExampleRequest>;
    const responses = await Promise.all(requests.map(([, request]) => send(merge(request, parts) as ExampleRequest)));
    const bodies = responses.filter(({ status }) => status === 200).map(({ body }) => JSON.parse(body));
    expect(bodies).toContainEqual(value);
  });

  test("invents a response that is valid", async () => {
    expect(await sendFirst({ prefer: "dynamic=true" })).toMatchObject({ status: 200 });
  });

  test("refuses a call without a token with 401", async () => {
    expect(await sendFirst({}, "")).toMatchObject({ status: operation.isOpen ? 200 : 401 });
  });

  const broken = brokenRequests(description, operation).map(
    ({ constraint, request }) => [constraint, request] as const,
  );
  test.skipIf(broken.length === 0)("refuses each request that breaks a constraint", async () => {
    const refusals = await named(broken, async (request) => {
      const { status, body } = await send(request);
      return [status, JSON.parse(body).error];
    });
    expect(refusals).toEqual(await named(broken, () => [400, "illegal_argument"]));
  });
});

/** What comes of each case, by its name; all are tried at once. */
async function named<Case, Outcome>(
  cases: readonly (readonly [name: string, each: Case])[],
  attempt: (each: Case) => Outcome | Promise<Outcome>,
): Promise<Record<string, Outcome>> {
  return Object.fromEntries(await Promise.all(cases.map(async ([name, each]) => [name, await attempt(each)] as const)));
}

/** A value with the parts of another one in place of its own. */
function merge(value: unknown, other: unknown): unknown {
  if (!isObject(value) || !isObject(other)) return other ?? value;
  const keys = new Set([...Object.keys(value), ...Object.keys(other)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(value[key], other[key])]));
}

test("only operations without any rule of their own have no request that breaks one", () => {
  const unbreakable = operations.filter((operation) => brokenRequests(description, operation).length === 0);
  expect(unbreakable.map(({ id }) => id)).toEqual([
    "listPushCertificates",
    "deletePushCertificate",
    "listStoredCallbacks",
    "getUserAttributesSize",
  ]);
});
