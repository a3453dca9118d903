// The example of the README, with the real thing behind it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { beforeAll, expect, test } from "vitest";
import type { Hooks } from "../src/index.ts";
import { dropped, json, startSequence } from "./hostile.ts";
import { failure, success } from "./server.ts";

const exporter = new InMemorySpanExporter();
let hooks: Hooks;
beforeAll(async () => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = [...readme.matchAll(/```ts\n(.*?)```/gs)]
    .map(([, code = ""]) => code)
    .find((code) => code.includes("opentelemetry"));
  const folder = new URL("generated/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL("opentelemetry.ts", folder);
  writeFileSync(file, (example ?? "").replace('"@agora-chat-openapi/client"', '"../../src/index.ts"'));
  ({ hooks } = (await import(file.href)) as { hooks: Hooks });
});

test("each attempt is a span, with its status or its error", async () => {
  const service = await startSequence(json(503, failure("x")), dropped, json(200, success));
  await service.client({ hooks }).listChatgroups();
  const spans = exporter
    .getFinishedSpans()
    .map(({ name, attributes, status, events }) => ({ name, attributes, code: status.code, events: events.length }));
  const method = { "http.request.method": "GET" };
  const { ERROR, UNSET } = SpanStatusCode;
  expect(spans).toEqual([
    {
      name: "listChatgroups",
      attributes: { ...method, "http.request.resend_count": 0, "http.response.status_code": 503 },
      code: ERROR,
      events: 0,
    },
    { name: "listChatgroups", attributes: { ...method, "http.request.resend_count": 1 }, code: ERROR, events: 1 },
    {
      name: "listChatgroups",
      attributes: { ...method, "http.request.resend_count": 2, "http.response.status_code": 200 },
      code: UNSET,
      events: 0,
    },
  ]);
});
