/** What exact integers cost when an ordinary answer of 7 KB is parsed, with and without them. */
import { parseJson } from "../../../packages/client/dist/json.js";

const data = Array.from({ length: 100 }, (_, index) => ({
  id: 1_000_000 + index,
  user: `user-${index}`,
  note: "twenty characters ok",
}));
const text = JSON.stringify({ action: "get", timestamp: 1, duration: 2, data, taskId: 0 }).replace(
  /0}$/,
  "1347851273480079496}",
);
const ROUNDS = 300;
const time = (parse: () => unknown) => {
  const started = performance.now();
  for (let round = 0; round < 50; round++) parse();
  return performance.now() - started;
};
const parsers = {
  plain: () => JSON.parse(text),
  "without such fields": () => parseJson(text),
  "with one": () => parseJson(text, ["/taskId"]),
};
const times = Object.fromEntries(Object.keys(parsers).map((name) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS; round++)
  for (const [name, parse] of Object.entries(parsers)) times[name]?.push(time(parse));
const median = (values: number[] = []) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
console.log(`parsing ${text.length} bytes, over JSON.parse`);
for (const name of ["without such fields", "with one"])
  console.log(`  ${name.padEnd(20)} ${(median(times[name]) / median(times["plain"])).toFixed(2)}×`);
