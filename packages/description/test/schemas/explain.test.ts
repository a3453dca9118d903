import { expect, test } from "vitest";
import { createDescription } from "../../src/index.ts";
import { explain, schemasOf } from "../../src/schemas/index.ts";

const schemas = schemasOf(
  createDescription({
    components: {
      schemas: {
        Trees: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
        Tree: { properties: { label: { type: "string" }, trees: { $ref: "#/components/schemas/Trees" } } },
        Names: { type: "array", items: { type: "string" } },
        Entries: {
          type: "array",
          items: {
            oneOf: [
              { type: "object", required: ["owner"], properties: { owner: { type: "string" } } },
              { type: "object", required: ["member", "role"], properties: { member: { type: "string" } } },
            ],
          },
        },
      },
    },
  }),
);

function violations(name: string, value: unknown) {
  const validate = schemas.validator({ pointer: `/components/schemas/${name}` });
  validate(value);
  return explain(schemas, validate.errors ?? []);
}

test("a list may have more wrong items than a call takes arguments", () => {
  expect(violations("Names", Array(150_000).fill(7))).toHaveLength(150_000);
});

test("the errors of what a schema refers to are joined in time that grows with their number alone", () => {
  const timeOf = (count: number) => {
    const started = process.cpuUsage();
    schemas.validator({ pointer: "/components/schemas/Trees" })(Array.from({ length: count }, () => ({ label: 7 })));
    return process.cpuUsage(started).user / 1000;
  };
  timeOf(5000);
  expect(timeOf(80_000)).toBeLessThan(100 * Math.max(timeOf(5000), 10));
});

test("items that fit none of several shapes are explained one by one, in time that grows with their number alone", () => {
  const entries = (count: number) => Array.from({ length: count }, () => ({ owner: 7 }));
  expect(violations("Entries", entries(2)).map(({ keyword, pointer }) => `${keyword} ${pointer}`)).toEqual([
    "type /0/owner",
    "type /1/owner",
  ]);
  // Time of the processor, in ms: the clock runs on while others work.
  const timeOf = (count: number) => {
    const started = process.cpuUsage();
    expect(violations("Entries", entries(count))).toHaveLength(count);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
  timeOf(2000);
  // Sixteen times as many take some sixteen times as long; if each were held to each other one, it would be 256 times.
  expect(timeOf(32_000)).toBeLessThan(100 * Math.max(timeOf(2000), 10));
});
