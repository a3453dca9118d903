// Which host of a recording is the service, when nobody has named it: not everybody with alike paths.
import { expect, test } from "vitest";
import { createChecker, readDescription } from "../../src/index.ts";
import { checkRecordings } from "../../src/recorded/check-recordings.ts";
import { entry, file, har, ROOMS } from "./files.ts";

const description = readDescription();
const APP = "/41117440/383391";

async function check(...entries: object[]) {
  const checker = createChecker({ description });
  const { result, ...hosts } = await checkRecordings(checker, [await file("traffic.har", har(entries))]);
  return { ...hosts, exchanges: result.exchanges, rules: result.findings.map(({ finding }) => finding.rule) };
}
const response = (url: string, body: unknown, mimeType = "application/json") => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return entry({ url }, { headers: [{ name: "content-type", value: mimeType }], content: { mimeType, text } });
};
const bare = (url: string) => entry({ url }, { content: { mimeType: "application/json", size: 526 } });

test("your own API with a path that looks like one of the service is not the service", async () => {
  const own = "https://my.app/api/v1";
  const result = await check(
    response(`${own}/users/ben`, { id: 7, name: "Ben", email: "ben@example.com" }),
    response(`${own}/users/nobody`, { error: "not found", message: "There is no user nobody" }),
    response(`${own}/chatrooms`, [1, 2]),
    response(`https://a61.chat.agora.io${APP}/chatrooms`, ROOMS),
  );
  expect(result).toEqual({ found: [], foreign: ["https://my.app"], exchanges: 1, rules: [] });
});

test("what is passed over is named with its scheme and port", async () => {
  const result = await check(response("http://127.0.0.1:3000/api/v1/users/ben", { id: 7, name: "Ben" }));
  expect(result).toMatchObject({ foreign: ["http://127.0.0.1:3000"] });
});

test("a page under such a path is not the service either", async () => {
  expect(
    await check(response("https://my.app/api/v1/users/ben", "<h1>Ben</h1>", "text/html; charset=utf-8")),
  ).toMatchObject({ found: [], foreign: ["https://my.app"] });
});

test.each([
  ["as described", ROOMS, []],
  ["with a wrong type", { ...ROOMS, timestamp: "now" }, ["response/body/type"]],
  ["without what is required", { action: "get", duration: 1, timestamp: 1772445600000 }, ["response/body/required"]],
  ["with what is not documented", { ...ROOMS, page: 1 }, ["response/body/undocumented-property"]],
])("a host whose responses look like those of the service is taken for it: %s", async (_, body, rules) => {
  expect(await check(response(`http://10.0.0.7${APP}/chatrooms`, body))).toEqual({
    found: ["10.0.0.7"],
    foreign: [],
    exchanges: 1,
    rules,
  });
});

test("what came before is checked with its body, once it is known whose it is", async () => {
  const result = await check(
    response(`http://10.0.0.7${APP}/chatrooms`, "{", "application/json"),
    response(`http://10.0.0.7${APP}/chatrooms`, ROOMS),
  );
  expect(result).toMatchObject({ found: ["10.0.0.7"], exchanges: 2, rules: ["response/body/unparsable"] });
});

test("of a recording without bodies, the paths decide, unless something speaks against them", async () => {
  expect(await check(bare(`http://10.0.0.7${APP}/chatrooms`))).toMatchObject({ found: ["10.0.0.7"], exchanges: 1 });
  const result = await check(
    bare("https://my.app/api/v1/users/ben"),
    response("https://my.app/api/v1/users/b", { id: 1 }),
  );
  expect(result).toMatchObject({ found: [], foreign: ["https://my.app"], exchanges: 0 });
});
