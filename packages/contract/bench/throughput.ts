/** How many exchanges a second one core checks, parsing included. */
import { createChecker } from "../src/index.ts";

const checker = createChecker();
const { document } = checker.description;
const examples = (document["components"] as Record<string, Record<string, { value: unknown }>>)["examples"];
const body = JSON.stringify(examples?.["ChatroomAdminAdded"]?.value);
const base = "https://a61.chat.agora.io/41117440/383391";
const request = {
  method: "POST",
  url: `${base}/chatrooms/271830463414273/admin`,
  headers: { "content-type": "application/json", authorization: "Bearer any-token" },
  body: '{"newadmin":"ben"}',
};
const response = { status: 200, headers: { "content-type": "application/json" }, body };

const findings = checker.checkExchange(request, response);
if (findings.length > 0) throw new Error(JSON.stringify(findings));

function perSecond(work: () => void, rounds = 300_000): number {
  for (let round = 0; round < 50_000; round += 1) work();
  const started = process.hrtime.bigint();
  for (let round = 0; round < rounds; round += 1) work();
  return Math.round((rounds * 1e9) / Number(process.hrtime.bigint() - started));
}

const parse = perSecond(() => JSON.parse(body));
const withRequest = perSecond(() => checker.checkExchange(request, response));
const list = JSON.stringify(examples?.["ChatroomAdminList"]?.value);
const get = { method: "GET", url: request.url, headers: { authorization: "Bearer any-token" } };
const answer = { ...response, body: list };
const answerOnly = perSecond(() => checker.checkExchange(get, answer));
console.log(`body of ${Buffer.byteLength(body)} bytes; JSON.parse alone ${parse}/s`);
console.log(`POST, body and answer   ${withRequest} exchanges/s, ${(parse / withRequest).toFixed(2)}x of JSON.parse`);
console.log(`GET, answer of ${list.length}     ${answerOnly} exchanges/s`);
