import { fileURLToPath } from "node:url";
import { brokenRequests } from "@agora-chat-openapi/scripts/broken-requests.ts";
import { listOperations, namedExamples, readDescription } from "@agora-chat-openapi/scripts/description.ts";
import { exampleRequests, requestInit, requestUrl } from "@agora-chat-openapi/scripts/example-request.ts";
import { createValidator } from "@agora-chat-openapi/scripts/validator.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Mock, startMock } from "../src/index.ts";

const description = readDescription(fileURLToPath(import.meta.resolve("@agora-chat-openapi/spec/openapi.json")));
const validator = createValidator(description);
const operations = listOperations(description);
const TOKEN = "007eJxTYExampleAppToken";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
});
afterAll(() => mock.close());

describe.each(operations.map((operation) => [operation.id, operation] as const))("%s", (_, operation) => {
  const requests = [...exampleRequests(description, operation)];
  const examples = (status: string) =>
    namedExamples(description, operation.responses[status]?.content?.["application/json"]);
  const validate = (status: string, body: unknown) => {
    const check = validator.response(operation, status);
    expect(check?.(body), JSON.stringify(check?.errors)).toBe(true);
  };
  const send = (
    request = requests[0]?.[1],
    headers: Record<string, string> = {},
    token: string | undefined = TOKEN,
  ) => {
    if (!request) throw new Error("no example request");
    const init = requestInit(operation, request, token);
    return fetch(requestUrl(mock.url, operation, request), { ...init, headers: { ...init.headers, ...headers } });
  };

  test.each(requests)("answers the request %s with the first example, which is valid", async (_name, request) => {
    const response = await send(request);
    expect(response.status).toBe(200);
    const binary = operation.responses["200"]?.content?.["application/octet-stream"];
    if (binary) {
      expect(await response.text()).toBe(Object.values(namedExamples(description, binary))[0]);
    } else {
      const body = await response.json();
      expect(body).toEqual(Object.values(examples("200"))[0]);
      validate("200", body);
    }
  });

  const documented = Object.keys(operation.responses).flatMap((status) =>
    Object.entries(examples(status)).map(([name, value]) => [status, name, value] as const),
  );
  test.each(documented)("answers %s %s on demand", async (status, name, value) => {
    const response = await send(undefined, { prefer: `code=${status}, example=${name}` });
    expect(response.status).toBe(Number(status));
    expect(await response.json()).toEqual(value);
    validate(status, value);
  });

  test("invents an answer that is valid", async () => {
    const response = await send(undefined, { prefer: "dynamic=true" });
    expect(response.status).toBe(200);
    if (validator.response(operation, "200")) validate("200", await response.json());
  });

  test("refuses a call without a token with 401", async () => {
    const open = operation.object.security?.some((requirement) => Object.keys(requirement).length === 0);
    const response = await send(undefined, {}, "");
    expect(response.status).toBe(open ? 200 : 401);
    validate(String(response.status), await response.json());
  });

  const broken = brokenRequests(description, validator, operation);
  test.each(broken.map(({ rule, request }) => [rule, request] as const))(
    "refuses a broken %s",
    async (_rule, request) => {
      const response = await send(request);
      const body = await response.json();
      expect([response.status, body]).toEqual([400, expect.objectContaining({ error: "illegal_argument" })]);
      validate("400", body);
    },
  );
});

test("only operations without any rule of their own have no request that breaks one", () => {
  const unbreakable = operations.filter((operation) => brokenRequests(description, validator, operation).length === 0);
  expect(unbreakable.map(({ id }) => id)).toEqual([
    "listPushCertificates",
    "deletePushCertificate",
    "listStoredCallbacks",
    "getUserAttributesSize",
  ]);
});
