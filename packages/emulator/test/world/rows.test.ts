import fc from "fast-check";
import { expect, test } from "vitest";
import { type Placed, Rows } from "../../src/world/rows.ts";

const placed = (place: number): Placed<number> => ({ key: String(place), place, row: place });

function expectSame(rows: Rows<number>, places: readonly number[]): void {
  expect([...rows]).toEqual(places);
  expect(rows.size).toBe(places.length);
  expect(rows.first()).toBe(places[0]);
  expect(rows.oldest(3, 1)).toEqual(places.slice(1, 4));
  expect(rows.newest(3, 1)).toEqual(places.slice(0, -1).slice(-3).reverse());
  const middle = places[places.length >> 1] ?? 0;
  const placesOf = (found: readonly Placed<number>[]) => found.map(({ place }) => place);
  expect(placesOf(rows.after(middle, 2))).toEqual(places.filter((place) => place > middle).slice(0, 2));
  expect(placesOf(rows.before(middle, 2))).toEqual(
    places
      .filter((place) => place < middle)
      .slice(-2)
      .reverse(),
  );
  expect(placesOf(rows.between(0, middle))).toEqual(places.filter((place) => place <= middle && place > 0));
}

test("rows are in the order of their places, whatever came and went", () => {
  const moves = fc.array(fc.record({ isRemoval: fc.boolean(), place: fc.nat(40) }), { maxLength: 80 });
  fc.assert(
    fc.property(moves, (all) => {
      const rows = new Rows<number>();
      let places: number[] = [];
      for (const { isRemoval, place } of all) {
        if (isRemoval === places.includes(place)) {
          if (isRemoval) rows.remove(placed(place));
          else rows.add(placed(place));
          places = isRemoval ? places.filter((each) => each !== place) : [...places, place].sort((a, b) => a - b);
        }
        expectSame(rows, places);
      }
    }),
  );
});

test("the oldest of very many go one by one without moving all others", () => {
  const rows = new Rows<number>();
  const all = Array.from({ length: 100_000 }, (_, place) => placed(place));
  for (const each of all) rows.add(each);
  for (const each of all.slice(0, 99_990)) rows.remove(each);
  expectSame(
    rows,
    all.slice(99_990).map(({ place }) => place),
  );
  rows.add(placed(99_989));
  expect(rows.first()).toBe(99_989);
  for (const each of all.slice(99_989)) rows.remove(each);
  expectSame(rows, []);
  rows.add(placed(1));
  expectSame(rows, [1]);
});
