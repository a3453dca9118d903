import { expect, test } from "vitest";
import { KnownValues } from "../../../src/check/redactor/known-values.ts";

function known(...values: string[]): (text: string) => string {
  const known = new KnownValues();
  for (const value of values) known.add(value);
  return (text) => known.replaceIn(text, "*");
}

test("values are replaced wherever they are, and what is not known stays", () => {
  const clean = known("sesame-open", "öffne dich");
  expect(clean("say sesame-open, sesame-opensesame-open; öffne dich!")).toBe("say *, **; *!");
  for (const text of ["", "sesame", "sesame-ope", "Sesame-open"]) expect(clean(text)).toBe(text);
});

test("of several values that begin alike, the longest is replaced", () => {
  const clean = known("abcdef", "abcdefgh", "abcdefghij");
  expect(clean("abcdefghijk abcdefghi abcdefg")).toBe("*k *i *g");
});

test("a value may overlap another", () => {
  expect(known("123456789", "456789abc")("0123456789abc")).toBe("0*abc");
});

test("too short a value is refused", () => {
  expect(() => known("short")).toThrow(RangeError);
});

test("the time to know many values, and to look for them, grows with their number alone", () => {
  const tokens = (count: number) => Array.from({ length: count }, (_, index) => `YWMt-token-of-user-${index}`);
  // The time of this process alone, in ms: others may keep the machine busy.
  const timeOf = (count: number) => {
    const values = tokens(count);
    const started = process.cpuUsage();
    expect(known(...values)(values.join(" "))).toBe(values.map(() => "*").join(" "));
    return process.cpuUsage(started).user / 1000;
  };
  timeOf(4000);
  // Sixteen times as many take some sixteen times as long; if each were held to each other one, it would be 256 times.
  expect(timeOf(64_000)).toBeLessThan(100 * Math.max(timeOf(4000), 10));
});
