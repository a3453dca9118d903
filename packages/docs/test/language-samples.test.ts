// What is changed in generated samples, of languages that need not be on the machine that runs the tests.
import { isDownload } from "@agora-chat-openapi/codegen/curl-call.ts";
import { operationsOf, readDescription } from "@agora-chat-openapi/description";
import { expect, test } from "vitest";
import { sampleRequest } from "../src/samples/request.ts";
import { samples } from "../src/samples/samples.ts";

const operations = operationsOf(readDescription()).map((operation) => {
  const code = new Map(samples(operation).map((sample) => [sample.label, sample.code]));
  const { contentType = "" } = sampleRequest(operation);
  return { id: operation.id, code, saves: isDownload(operation), sendsJson: contentType === "application/json" };
});

test("samples that save a file, send JSON and neither are among them", () => {
  expect(new Set(operations.map(({ saves, sendsJson }) => `${saves} ${sendsJson}`))).toEqual(
    new Set(["true false", "false true", "false false"]),
  );
});

test.each(operations)("PHP, of $id", ({ code, saves }) => {
  const php = code.get("PHP") ?? "";
  expect(php).toMatch(/^<\?php\nrequire "vendor\/autoload\.php";\n/);
  expect(php.match(/^\$response = \$client->request\(/gm)).toHaveLength(1);
  const end = saves ? 'file_put_contents("download", $response->getBody());' : "echo $response->getBody();";
  expect(php.split("\n").at(-1)).toBe(end);
});

test.each(operations)("Ruby, of $id", ({ code, saves, sendsJson }) => {
  const ruby = code.get("Ruby") ?? "";
  expect(ruby.match(/use_ssl.*/g)).toEqual(['use_ssl = url.scheme == "https"']);
  // Without quotes Ruby would take backslashes of the JSON for its own.
  expect(ruby).not.toContain("<<~JSON");
  expect(ruby.includes("<<~'JSON'")).toBe(sendsJson);
  const end = saves ? 'File.binwrite("download", response.read_body)' : "puts response.read_body";
  expect(ruby.split("\n").at(-1)).toBe(end);
});

test.each(operations)("Go, of $id", ({ code, saves }) => {
  const go = code.get("Go") ?? "";
  expect(go).not.toContain("fmt.Println(res)");
  expect(go.includes('os.WriteFile("download", body, 0o644)')).toBe(saves);
  expect(go.includes("fmt.Println(string(body))")).toBe(!saves);
  // Go refuses an import that is not used, and a use that is not imported.
  const imported = [...go.matchAll(/^\t"(?:\w+\/)*(\w+)"$/gm)].map(([, name]) => name);
  const used = ["bytes", "fmt", "http", "io", "multipart", "os", "strings"].filter((name) => go.includes(`${name}.`));
  expect(imported.toSorted()).toEqual(used);
});

test.each(operations)("C#, of $id", ({ code, saves }) => {
  const csharp = code.get("C#") ?? "";
  expect(csharp).toContain("using var response = await client.SendAsync(request);\n");
  expect(csharp.split("\n").at(-1)).toBe(
    saves
      ? 'File.WriteAllBytes("download", await response.Content.ReadAsByteArrayAsync());'
      : "Console.WriteLine(await response.Content.ReadAsStringAsync());",
  );
});
