import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SAMPLE_FILE } from "@agora-chat-openapi/codegen/curl-call.ts";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { type Mock, startMock } from "@agora-chat-openapi/mock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientHints } from "../src/facts/client-hints.ts";
import { MOCK_URL, sampleAnswer } from "../src/samples/request.ts";
import { samples } from "../src/samples/samples.ts";
import { RUNTIMES } from "./languages.ts";
import type { Ran } from "./run-programs.ts";

const run = promisify(execFile);
const description = readDescription();
const operations = operationsOf(description).map((operation) => {
  const [curl, byOperation, byPath] = samples(operation).map(({ code }) => code);
  const documented = sampleAnswer(description, operation)?.value;
  return { id: operation.id, curl, byOperation, byPath, documented };
});

/** What other languages are tried with: GET, POST, PUT and DELETE, JSON, a form with a file, a list in the path, a download. */
const TEN = [
  "createToken",
  "listUsers",
  "createUsers",
  "sendUserMessage",
  "uploadFile",
  "downloadFile",
  "setUserAttributes",
  "addChatgroupMembers",
  "removeChatroomMembers",
  "deletePushLabel",
];

/** Below the package, where the programs find the client. */
const programs = fileURLToPath(new URL("generated/samples", import.meta.url));
const TSC = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
/** For the methods that pages mention in words: it is compiled, and does not run. */
const CHAT = `import type { ChatClient } from "@agora-chat-openapi/client";\ndeclare const chat: ChatClient;`;
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

let mock: Mock;
let saved: string;
beforeAll(async () => {
  mock = await startMock({ port: 0 });
  saved = await mkdtemp(join(tmpdir(), "agora-chat-samples-"));
  await rm(programs, { recursive: true, force: true });
  await mkdir(programs, { recursive: true });
  await writeFile(join(saved, SAMPLE_FILE.name), "the bytes of summit.jpg");
  for (const { id, byOperation, byPath } of operations) {
    await writeFile(join(programs, `${id}.ts`), onThisMock(byOperation));
    await writeFile(join(programs, `${id}.path.ts`), onThisMock(byPath));
  }
  const hints = operationsOf(description).flatMap(
    (operation) =>
      clientHints(operation)
        .join(" ")
        .match(/chat\.\w+\.\w+/g) ?? [],
  );
  await writeFile(join(programs, "hints.mts"), `${CHAT}\nexport const mentioned = [${hints.join(", ")}];\n`);
});
afterAll(async () => {
  await mock.close();
  await rm(saved, { recursive: true });
});

test("every TypeScript sample compiles, as a program of its own, and the client has each method that a page mentions", async () => {
  const compilerOptions = { strict: true, noEmit: true, module: "nodenext", lib: ["es2023", "dom"], types: ["node"] };
  await writeFile(join(programs, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  await run(TSC, ["-p", programs]);
});

describe("TypeScript samples log the documented answer", () => {
  let ran: Record<string, Ran>;
  beforeAll(async () => {
    const runner = fileURLToPath(new URL("run-programs.ts", import.meta.url));
    const files = operations.flatMap(({ id }) => [join(programs, `${id}.ts`), join(programs, `${id}.path.ts`)]);
    const { stdout } = await run(process.execPath, [runner, ...files], { cwd: saved, maxBuffer: 2 ** 26 });
    ran = JSON.parse(stdout);
  });

  test.each(operations)("$id", ({ id, documented }) => {
    // An upload has what a message needs besides.
    const byOperation = { answer: ran[`${id}.ts`]?.answer };
    expect(byOperation, "by operation").toMatchObject({ answer: asStrings(JSON.stringify(documented)) });
    expect(ran[`${id}.path.ts`]?.answer, "by path").toEqual(asStrings(JSON.stringify(documented)));
  });
});

describe.skipIf(!hasCurl)(
  `curl lines print the documented answer${hasCurl ? "" : " (skipped: there is no curl here)"}`,
  () => {
    beforeAll(async () => {
      const script = operations.map(
        ({ id, curl }) => `${onThisMock(curl)} > ${id}.json\n[ ! -e download ] || mv download ${id}.json`,
      );
      const strict = `set -e\ncurl() { command curl --silent --show-error --fail-with-body "$@"; }\n`;
      await run("sh", ["-c", strict + script.join("\n")], { cwd: saved });
    });

    test.each(operations)("$id", async ({ id, documented }) => {
      const answer = await readFile(join(saved, `${id}.json`), "utf8");
      if (typeof documented === "string") expect(answer).toBe(documented);
      else expect(asStrings(answer)).toEqual(asStrings(JSON.stringify(documented)));
    });
  },
);

describe.each(RUNTIMES)("$label", ({ label, isHere, run: runAll }) => {
  test.skipIf(!isHere)(
    `ten samples print the documented answers${isHere ? "" : ` (skipped: no ${label} here)`}`,
    async () => {
      const programs = operationsOf(description)
        .filter(({ id }) => TEN.includes(id))
        .toSorted((one, other) => TEN.indexOf(one.id) - TEN.indexOf(other.id))
        .map((operation) => samples(operation).find((sample) => sample.label === label)?.code);
      const printed = await runAll(programs.map(onThisMock), saved);
      for (const [index, id] of TEN.entries()) {
        const documented = operations.find((operation) => operation.id === id)?.documented;
        const answer = printed[index] ?? "";
        if (typeof documented === "string")
          expect(await readFile(join(saved, "download"), "utf8"), id).toBe(documented);
        else expect(asStrings(answer), id).toEqual(asStrings(JSON.stringify(documented)));
      }
    },
  );
});

/** The mock of this test listens elsewhere than the one that readers run. */
function onThisMock(code = ""): string {
  expect(code).toContain(MOCK_URL);
  return code.replaceAll(MOCK_URL, mock.url);
}

/** JSON as the client reads it: 64-bit integers are strings of digits. */
function asStrings(json: string): unknown {
  return JSON.parse(json.replace(/:\s*(\d{16,})(?=\s*[,}])/g, ':"$1"'));
}
