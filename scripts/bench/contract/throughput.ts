/** How many exchanges a second one core checks, parsing included. */
import { createChecker } from "@agora-chat-openapi/contract";
import { jsonContent, operationsOf, readDescription } from "@agora-chat-openapi/description";

const checker = createChecker();
const operations = operationsOf(readDescription());
const firstResponse = (id: string) => {
  const operation = operations.find((candidate) => candidate.id === id);
  const [example] = jsonContent(operation?.responses.get("200"))?.examples.values() ?? [];
  return JSON.stringify(example?.value);
};
const body = firstResponse("addChatroomAdmin");
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

/** The best of ten batches: what else runs on the machine only ever slows one down. */
function perSecond(work: () => void, batch = 50_000): number {
  let best = 0;
  for (let round = 0; round < 10; round += 1) {
    const started = process.hrtime.bigint();
    for (let count = 0; count < batch; count += 1) work();
    best = Math.max(best, Math.round((batch * 1e9) / Number(process.hrtime.bigint() - started)));
  }
  return best;
}

const parse = perSecond(() => JSON.parse(body));
const withRequest = perSecond(() => checker.checkExchange(request, response));
// An answer of 400 bytes, as most are.
const list = firstResponse("listChatroomAdmins").replace(
  '"ben"',
  '"ben","chloe","dmitri","emi","farah","june","kofi","lena","a.very.long.username.of.sixty.bytes.in.all.for.the.sake.of.it.1"',
);
const get = { method: "GET", url: request.url, headers: { authorization: "Bearer any-token" } };
const answer = { ...response, body: list };
const answerOnly = perSecond(() => checker.checkExchange(get, answer));
console.log(`body of ${Buffer.byteLength(body)} bytes; JSON.parse alone ${parse}/s`);
console.log(`POST, body and answer   ${withRequest} exchanges/s, ${(parse / withRequest).toFixed(2)}x of JSON.parse`);
console.log(`GET, answer of ${list.length}     ${answerOnly} exchanges/s`);
