import { type Operation, operationsOf, readDescription } from "@agora-chat-openapi/description";
import { type ExampleRequest, exampleRequests } from "@agora-chat-openapi/description/examples";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCore } from "../src/emulator.ts";
import { type StartedEmulator, startEmulator } from "../src/index.ts";
import { problemsOf } from "./support/checked-fetch.ts";

/** How many requests each operation gets. */
const CASES = process.env["LONG"] === undefined ? 10 : 200;
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now());

const here = operationsOf(readDescription());
const core = createCore();
let emulator: StartedEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

/** A request as it goes over the wire. */
interface Sent {
  path: string;
  search: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const oddText = fc.oneof(
  fc.constantFrom("", "0", "-1", "null", "ada", "ADA", "a,b", ",", "..", "%", "__proto__", "constructor", "é👟", "a b"),
  fc.string({ maxLength: 70, unit: "binary" }),
  fc.constantFrom(...[65, 200, 5000].map((length) => "x".repeat(length))),
);
const oddJson = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(-1, 0, 1.5, 1e21, 2 ** 53, -(2 ** 31) - 1, true, null, [], {}, [[]], "x".repeat(9000)),
  fc.constant(JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`)),
);
const oddType = fc.constantFrom(
  "application/json",
  "text/plain",
  "",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
);

/** Changes one thing of a value: a field or an item of it, at any depth, or the whole. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null) return oddJson;
  const keys = Object.keys(value);
  const copy = (change: (holder: Record<string, unknown>) => void) => {
    const holder = (Array.isArray(value) ? [...value] : { ...value }) as unknown as Record<string, unknown>;
    change(holder);
    return holder;
  };
  const inside = keys.map((key) =>
    damaged((value as Record<string, unknown>)[key]).map((other) =>
      copy((holder) => Object.assign(holder, { [key]: other })),
    ),
  );
  const without = keys.map((key) => fc.constant(copy((holder) => Reflect.deleteProperty(holder, key))));
  const more = fc
    .tuple(oddText, oddJson)
    .map(([key, other]) => copy((holder) => Object.assign(holder, { [key]: other })));
  return fc.oneof(oddJson, more, ...inside, ...without);
}

/** An example request of an operation with some things damaged. */
function requestsOf(operation: Operation): fc.Arbitrary<Sent> {
  const examples = [...exampleRequests(operation).values()];
  return fc.constantFrom(...examples).chain((example) =>
    fc
      .record({
        path: pathOf(operation, example),
        search: fc.oneof({ weight: 3, arbitrary: fc.constant(queryOf(example)) }, oddQuery(operation)),
        body: fc.oneof(
          { weight: 3, arbitrary: damaged(example.body).map(encode) },
          oddText,
          fc.constant(encode(example.body)),
        ),
        type: fc.oneof({ weight: 5, arbitrary: fc.constant(example.contentType ?? "") }, oddType),
        access: fc.option(
          oddText.filter((text) => /^[\x20-\x7e]*$/.test(text)),
          { nil: undefined },
        ),
      })
      .map(({ path, search, body, type, access }) => ({
        path,
        search,
        body: operation.method === "GET" ? undefined : body,
        headers: {
          authorization: "Bearer any",
          ...(type && { "content-type": type }),
          ...(access && { "restrict-access": access }),
        },
      })),
  );
}

function pathOf(operation: Operation, { path }: ExampleRequest): fc.Arbitrary<string> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const fill = (values: Record<string, unknown>) =>
    operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent([values[name]].flat().join(",")));
  const own = names.filter((name) => name !== "org_name" && name !== "app_name");
  if (own.length === 0) return fc.constant(fill(path));
  const odd = fc
    .tuple(fc.constantFrom(...own), oddText)
    .map(([name, text]) => fill({ ...path, [name]: wellFormed(text) }));
  return fc.oneof({ weight: 2, arbitrary: fc.constant(fill(path)) }, odd);
}

function oddQuery({ parameters }: Operation): fc.Arbitrary<string> {
  const names = parameters.filter(({ in: place }) => place === "query").map(({ name }) => name);
  const pair = fc.tuple(fc.oneof(oddText, ...names.map((name) => fc.constant(name))), oddText);
  return fc.array(pair, { maxLength: 4 }).map((pairs) => new URLSearchParams(pairs).toString());
}

function queryOf({ query }: ExampleRequest): string {
  return new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
}

/** A text as a URL can hold it. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function encode(body: unknown): string | undefined {
  return body === undefined ? undefined : JSON.stringify(body);
}

const cases = here.map((operation) => [operation.id, operation] as const);

test.each(cases)(`%s answers odd requests in the API's own way (seed ${seed})`, async (_, operation) => {
  for (const { path, search, headers, body } of fc.sample(requestsOf(operation), { seed, numRuns: CASES })) {
    const request = { method: operation.method, url: path + (search && `?${search}`), headers };
    const response = await core.respond({ ...request, body: Buffer.from(body ?? "") }, "http://localhost");
    const text = String(response.body ?? "");
    const told = JSON.stringify({ ...request, body }).slice(0, 1000);
    expect([response.status < 500, text.slice(0, 300), told]).toEqual([true, text.slice(0, 300), told]);
    expect([problemsOf(operation.method, path, response, text), told]).toEqual([[], told]);
  }
});

test(`the server does so, too, and lives on (seed ${seed})`, async () => {
  for (const operation of here) {
    for (const { path, search, headers, body } of fc.sample(requestsOf(operation), { seed: seed + 1, numRuns: 3 })) {
      const url = `${emulator.url}${path}${search && `?${search}`}`;
      const response = await fetch(url, { method: operation.method, headers, ...(body !== undefined && { body }) });
      expect([response.status < 500, url]).toEqual([true, url]);
      expect(await response.json()).toBeTypeOf("object");
    }
  }
  expect((await fetch(`${emulator.url}/_emulator/health`)).status).toBe(200);
});
