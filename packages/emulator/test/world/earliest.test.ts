import fc from "fast-check";
import { expect, test } from "vitest";
import { Earliest } from "../../src/world/earliest.ts";

interface Row {
  readonly at: number;
}

test("the row with the lowest number is first, whatever was added, replaced and removed", () => {
  const change = fc.record({ key: fc.constantFrom("a", "b", "c", "d", "e", "f"), at: fc.option(fc.nat(9)) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const rows = new Map<string, Row>();
      const earliest = new Earliest<Row>(
        ({ at }) => at,
        (key) => rows.get(key),
      );
      for (const { key, at } of changes) {
        if (at === null) rows.delete(key);
        else {
          rows.set(key, { at });
          earliest.add(key, rows.get(key) as Row);
        }
        const lowest = Math.min(...[...rows.values()].map((row) => row.at));
        expect(earliest.first()?.at ?? Number.POSITIVE_INFINITY).toBe(lowest);
      }
    }),
  );
});

test("rows that are replaced again and again leave nothing behind", () => {
  let row = { at: 1_000_000 };
  const earliest = new Earliest<Row>(
    ({ at }) => at,
    () => row,
  );
  for (let at = 1; at <= 100_000; at++) {
    row = { at: 1_000_000 + at };
    earliest.add("key", row);
    earliest.tidy(1);
  }
  expect(earliest.size).toBeLessThan(1100);
  expect(earliest.first()).toBe(row);
});
