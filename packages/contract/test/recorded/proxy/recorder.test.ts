import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createChatClient } from "@agora-chat-openapi/client";
import { createRouter, operationsOf } from "@agora-chat-openapi/description";
import { exampleRequest, requestInit, requestUrl } from "@agora-chat-openapi/description/examples";
import { splitUrl } from "@agora-chat-openapi/description/validate";
import { startMock } from "@agora-chat-openapi/mock";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createChecker, readDescription } from "../../../src/index.ts";
import { checkRecordings } from "../../../src/recorded/check-recordings.ts";
import { startRecorder } from "../../../src/recorded/proxy/recorder.ts";
import { openRecording } from "../../../src/recorded/write-recording.ts";
import { entry, file, folder, har, read, run, start } from "../files.ts";
import { deadUrl, sendRaw, serve } from "../services.ts";

const description = readDescription();
const CANARY = "canary-8f1d0c";

async function mock(): Promise<string> {
  const { url, close } = await startMock({ port: 0 });
  onTestFinished(() => close());
  return url;
}

/** A service that responds as the description says, by its first example of each operation. */
function documented(): Promise<string> {
  const router = createRouter(operationsOf(description));
  return serve((request, response) => {
    const operation = router.find(request.method ?? "", splitUrl(request.url ?? "").path)?.operation;
    const [[type, media] = ["text/plain", undefined]] = operation?.responses.get("200")?.content ?? [];
    const [example] = media?.examples.values() ?? [];
    response.setHeader("content-type", type);
    response.end(example ? JSON.stringify(example.value) : "bytes");
  });
}

async function recorder(target: string, out: string, options = {}) {
  const started = await startRecorder({ target, out, port: 0, ...options });
  return { ...started, written: () => started.written };
}

describe("the file", () => {
  test.each(["traffic.har", "traffic.ndjson"])(
    "%s is whole after each exchange and is for its owner alone",
    async (name) => {
      const out = join(await folder(), name);
      const { url, close, written } = await recorder(await serve((_, response) => response.end("ok")), out);
      for (let count = 0; count <= 2; count += 1) {
        await vi.waitFor(() => expect(written()).toBe(count));
        const text = await readFile(out, "utf8");
        const entries = name.endsWith(".har")
          ? JSON.parse(text).log.entries
          : text
              .split("\n")
              .filter(Boolean)
              .map((line) => JSON.parse(line));
        expect(entries).toHaveLength(count);
        await sendRaw(url);
      }
      await close();
      expect((await stat(out)).mode & 0o777).toBe(0o600);
      expect((await read(out)).exchanges).toHaveLength(3);
    },
  );

  test("is HAR 1.2", async () => {
    const out = join(await folder(), "traffic.har");
    const { url, close } = await recorder(await serve((_, response) => response.end("ok")), out);
    await sendRaw(`${url}/users?limit=2`, { method: "POST", headers: { "content-type": "text/plain" } }, "hi");
    await close();
    const { log } = JSON.parse(await readFile(out, "utf8"));
    expect(log).toMatchObject({
      version: "1.2",
      creator: { name: "agora-chat-contract", version: expect.any(String) },
    });
    expect(log.entries[0]).toMatchObject({
      startedDateTime: expect.stringMatching(/^\d{4}-.*Z$/),
      time: expect.any(Number),
      request: {
        queryString: [{ name: "limit", value: "2" }],
        postData: { mimeType: "text/plain", text: "hi" },
        bodySize: 2,
        cookies: [],
        httpVersion: "HTTP/1.1",
      },
      response: { content: { size: 2, text: "ok" }, redirectURL: "", bodySize: 2, cookies: [], statusText: "OK" },
      cache: {},
      timings: { send: 0, wait: expect.any(Number), receive: expect.any(Number) },
    });
  });

  test("keeps bytes that are no text as they are", async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0, 1, 2, 0xfe]);
    const out = join(await folder(), "traffic.har");
    const { url, close } = await recorder(await serve((_, response) => response.end(bytes)), out);
    await sendRaw(url, { method: "POST" }, bytes);
    await close();
    const { exchanges } = await read(out);
    expect(exchanges[0]?.request.body).toEqual(bytes);
    expect(exchanges[0]?.response.body).toEqual(bytes);
  });

  test.each(["traffic.har", "traffic.ndjson"])("%s is never overwritten, but can be added to", async (name) => {
    const out = join(await folder(), name);
    for (const index of [1, 2]) {
      const writer = await openRecording(out, { append: true });
      await Promise.all([writer.append(entry({ url: `http://a/${index}` })), writer.append(entry())]);
      await writer.close();
    }
    await expect(openRecording(out)).rejects.toThrow(`${out} exists already; --append adds to it, or name another`);
    const { exchanges, notes } = await read(out);
    expect(exchanges.map(({ request }) => request.url).filter((url) => url.startsWith("http://a/"))).toEqual([
      "http://a/1",
      "http://a/2",
    ]);
    expect(exchanges).toHaveLength(4);
    expect(notes).toEqual([]);
  });

  test("HAR files of others can be added to when they end with their entries, also when these are none", async () => {
    for (const [content, count] of [
      [har([entry()]), 2],
      [har([]), 1],
    ] as const) {
      const path = await file("other.har", content);
      const writer = await openRecording(path, { append: true });
      await writer.append(entry());
      await writer.close();
      expect(JSON.parse(await readFile(path, "utf8")).log.entries).toHaveLength(count);
    }
    const odd = await file("odd.har", '{"log":{"entries":[],"comment":"x"}}');
    await expect(openRecording(odd, { append: true })).rejects.toThrow("it does not end with the entries");
    expect(await readFile(odd, "utf8")).toBe('{"log":{"entries":[],"comment":"x"}}');
  });

  test("a line that a killed recorder left unfinished does not spoil the next", async () => {
    const path = await file("cut.ndjson", `${JSON.stringify(entry())}\n{"request"`);
    const writer = await openRecording(path, { append: true });
    await writer.append(entry());
    await writer.close();
    expect((await read(path)).exchanges).toHaveLength(2);
  });
});

describe("what is recorded", () => {
  test("conforms for each operation, though secrets are removed", async () => {
    const out = join(await folder(), "traffic.har");
    const { url, close } = await recorder(await documented(), out);
    const operations = operationsOf(description);
    for (const operation of operations) {
      const request = exampleRequest(operation);
      const received = await fetch(
        requestUrl(url, operation, request),
        requestInit(operation, request, `${CANARY}-token`),
      );
      await received.arrayBuffer();
    }
    await close();
    const checker = createChecker({ description });
    const { result } = await checkRecordings(checker, [out]);
    expect(result.findings.map(({ finding }) => [finding.operationId, finding.rule, finding.message])).toEqual([]);
    expect(result.exchanges).toBe(operations.length);
    expect(checker.coverage.summary().operations.success.seen).toBe(operations.length);
    expect(await readFile(out, "utf8")).not.toContain(CANARY);
  });

  test("is what the typed client sends and gets", async () => {
    const out = join(await folder(), "traffic.ndjson");
    const { url, close } = await recorder(await mock(), out);
    const chat = createChatClient({ baseUrl: url, org: "41117440", app: "383391", token: `${CANARY}-token` });
    await chat.listChatrooms();
    await chat.uploadFile({ body: { file: new Blob([new Uint8Array([0xff, 0, 1])]) } });
    const refused = await fetch(`${url}/41117440/383391/chatgroups`, {
      headers: { authorization: "Bearer t", prefer: "code=404" },
    });
    expect(refused.status).toBe(404);
    await close();
    const { result } = await checkRecordings(createChecker({ description }), [out]);
    expect(result).toMatchObject({ exchanges: 3, findings: [] });
    expect(await readFile(out, "utf8")).not.toContain(CANARY);
  });

  test("says that a response broke off, which is then found", async () => {
    const out = join(await folder(), "traffic.har");
    const target = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"action":"get"');
      setTimeout(() => response.socket?.resetAndDestroy(), 50);
    });
    const { url, close } = await recorder(target, out);
    await sendRaw(`${url}/41117440/383391/chatrooms`).catch(() => {});
    await close();
    const { result } = await checkRecordings(createChecker({ description }), [out]);
    expect(result.findings.map(({ finding }) => finding.rule)).toEqual(["response/body/truncated"]);
  });

  test("holds no secret, wherever it stood", async () => {
    const out = join(await folder(), "traffic.har");
    const canary = (place: string) => `${CANARY}-${place}`;
    const boundary = "xyz";
    const multipart = `--${boundary}\r\ncontent-disposition: form-data; name="password"\r\n\r\n${canary("part")}\r\n--${boundary}--\r\n`;
    const binary = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0]),
      Buffer.from(`x${canary("header")}x`),
      Buffer.from([0x80]),
    ]);
    const file = Buffer.concat([Buffer.from(multipart.replace("part", "file")), Buffer.from([0xff])]);
    const reply = (echo: string) => ({
      access_token: canary("answer"),
      nested: [{ client_secret: canary("nested"), n: `${canary("header")} ${canary("env")}` }],
      echo,
      encoded: encodeURIComponent(canary("header")),
    });
    const heard: string[] = [];
    const replies: Record<string, string | Buffer> = {
      "/binary": binary,
      "/broken": `{"token": "${canary("broken")}", "echo": "${canary("json")}`,
    };
    const target = await serve((request, response) => {
      const path = request.url?.split("?")[0] ?? "";
      response.statusMessage = `Said ${canary("header")}`;
      response.setHeader("set-cookie", [`sid=${canary("set")}; Path=/`]);
      response.setHeader("location", `https://a.example.com/?token=${canary("location")}&seen=${canary("header")}`);
      request.on("data", (chunk: Buffer) =>
        heard.push(...(chunk.toString("latin1").match(/canary-8f1d0c-\w+/g) ?? [])),
      );
      request.on("end", () => response.end(replies[path] ?? JSON.stringify(reply(heard.join(" ")))));
    });
    const failures: string[] = [];
    const onFailure = (...parts: string[]) => failures.push(parts.join(" "));
    const { url, close } = await recorder(target, out, { secrets: [canary("env")], onFailure });
    const headers = {
      authorization: `Bearer ${canary("header")}`,
      cookie: `sid=${canary("cookie")}`,
      "share-secret": canary("share"),
    };
    const sent: [path: string, type: string, body: string | Buffer][] = [
      ["/json", "application/json", JSON.stringify({ password: canary("json"), also: canary("env") })],
      ["/form", "application/x-www-form-urlencoded", `grant_type=password&password=${canary("form")}`],
      ["/multipart", `multipart/form-data; boundary=${boundary}`, multipart],
      ["/files", `multipart/form-data; boundary=${boundary}`, file],
      ["/broken", "application/json", `{"client_secret":"${canary("torn")}`],
      [`/binary?token=${canary("query")}&seen=${canary("header")}`, "application/octet-stream", binary],
      [`/users/${canary("header")}`, "text/plain", `password: ${canary("text")}`],
    ];
    for (const [path, type, body] of sent) {
      await sendRaw(url + path, { method: "POST", headers: { ...headers, "content-type": type } }, body);
    }
    await close();
    const text = await readFile(out, "utf8");
    expect(JSON.parse(text).log.entries).toHaveLength(sent.length);
    const { exchanges } = await read(out);
    const bodies = exchanges.flatMap(({ request, response }) => [request.body, response.body]);
    for (const held of [text, ...bodies.map((body) => Buffer.from(body ?? "").toString("latin1"))]) {
      expect(held).not.toContain(CANARY);
      expect(held).not.toContain(Buffer.from(`${CANARY}-`).toString("base64").slice(0, 16));
    }
    expect(heard).toEqual(expect.arrayContaining(["json", "form", "part", "file", "torn", "text"].map(canary)));
    const bytes = exchanges.find(({ request }) => request.url.includes("/binary"))?.response.body;
    expect(Buffer.from(bytes ?? "").toString("latin1")).toBe("\xff\xfe\0x[removed]x\x80");
    expect(failures).toEqual([]);
  });

  test("a secret of a request that is still under way is taken out of what others are told", async () => {
    const out = join(await folder(), "traffic.har");
    const target = await serve((request, response) => {
      setTimeout(() => response.end(`the other one is ${CANARY}`), request.url === "/slow" ? 200 : 0);
    });
    const { url, close } = await recorder(target, out);
    const slow = sendRaw(`${url}/slow`, { headers: { authorization: `Bearer ${CANARY}` } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sendRaw(`${url}/fast`);
    await slow;
    await close();
    expect(await readFile(out, "utf8")).not.toContain(CANARY);
  });
});

describe("the command", () => {
  const ready = async (...args: string[]) => {
    const command = start("record", "--port", "0", ...args);
    const url = await vi.waitFor(() => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+(?=\.)/.exec(command.output.stdout) ?? [];
      if (!found) throw new Error(command.output.stderr);
      return found;
    }, 20_000);
    return { ...command, url };
  };

  test.each(["SIGINT", "SIGTERM"] as const)("records until %s, then says how many are where", async (signal) => {
    const out = join(await folder(), "traffic.har");
    vi.stubEnv("CANARY", `${CANARY}-env`);
    const command = await ready("--target", await mock(), "--out", out, "--secret-env", "CANARY");
    vi.unstubAllEnvs();
    await sendRaw(`${command.url}/41117440/383391/chatrooms?seen=${CANARY}-env`, {
      headers: { authorization: `Bearer ${CANARY}` },
    });
    command.child.kill(signal);
    const { code, stdout, stderr } = await command.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trim().split("\n").at(-1)).toBe(`1 exchange recorded in ${out}`);
    expect(await readFile(out, "utf8")).not.toContain(CANARY);
    const checked = await run("check", out);
    expect(checked.stdout).toContain("query");
    expect(checked.stdout + checked.stderr).not.toContain(CANARY);
  });

  test("notes what fails, without secrets, and goes on", async () => {
    const out = join(await folder(), "traffic.ndjson");
    const command = await ready("--target", await deadUrl(), "--out", out);
    expect((await sendRaw(`${command.url}/users?token=${CANARY}`)).status).toBe(502);
    expect((await sendRaw(`${command.url}/users`)).status).toBe(502);
    command.child.kill("SIGINT");
    const { code, stdout, stderr } = await command.ended;
    expect(code).toBe(0);
    expect(stdout).toContain(`0 exchanges recorded in ${out}; 2 were not completed and are not in it`);
    expect(stderr).toContain("not recorded: GET http://127.0.0.1:");
    expect(stdout + stderr).not.toContain(CANARY);
  });

  test("a port that is taken ends with 2 and leaves no file", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await vi.waitFor(() => expect(taken.address()).not.toBeNull());
    const { port } = taken.address() as AddressInfo;
    const root = await folder();
    const args = ["--target", "http://127.0.0.1:9", "--out", join(root, "a.har"), "--port", String(port)];
    expect(await run("record", ...args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`port ${port} is in use`),
    });
    expect(await readdir(root)).toEqual([]);
  });

  test("a file that is there already ends with 2 and stays as it is", async () => {
    const out = join(await folder(), "a.har");
    await writeFile(out, "mine");
    const { code, stderr } = await run("record", "--target", "http://127.0.0.1:9", "--out", out, "--port", "0");
    expect({ code, text: await readFile(out, "utf8") }).toEqual({ code: 2, text: "mine" });
    expect(stderr).toContain("--append adds to it");
    await expect(openRecording(join(out, "b.har"), { append: true })).rejects.toThrow(
      "b.har cannot be written: ENOTDIR",
    );
    const folderNamedSo = join(await folder(), "c.har");
    await mkdir(folderNamedSo);
    await expect(openRecording(folderNamedSo, { append: true })).rejects.toThrow("c.har cannot be written: EISDIR");
  });

  test.each([
    [["--target", "https://example.com"], "'--out <file>' not specified"],
    [["--out", "a.har"], "'--target <url>' not specified"],
    [["--out", "a.har", "--target", "chat.example.com"], "--target is a URL"],
    [
      ["--out", "a.har", "--target", "https://me:canary-8f1d0c@example.com"],
      "--target holds no user name and password",
    ],
    [
      ["--out", "a.har", "--target", "https://example.com", "--port", "high"],
      '--port: "high" is not a whole number from 0 to 65535',
    ],
    [
      ["--out", "a.har", "--target", "https://example.com", "--secret-env", "NOT_SET"],
      "there is no environment variable NOT_SET",
    ],
    [["--out", "a.txt", "--target", "https://example.com", "--port", "0"], "a.txt is to end in .har or .ndjson"],
    [["--out", "/nowhere/a.har", "--target", "https://example.com", "--port", "0"], "/nowhere/a.har cannot be written"],
  ])("ends with 2 for %j", async (args, message) => {
    const { code, stdout, stderr } = await run("record", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
    expect(stderr).not.toContain(CANARY);
  });
});
