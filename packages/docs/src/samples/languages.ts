/** Samples in languages that have no client here, by Scalar's generator. */
import { isDownload, SAMPLE_FILE } from "@agora-chat-openapi/codegen/curl-call.ts";
import { FORM, MULTIPART, type Operation } from "@agora-chat-openapi/description";
import { type ExampleRequest, requestUrl } from "@agora-chat-openapi/description/examples";
import { type ClientId, snippetz, type TargetId } from "@scalar/snippetz";
import { MOCK_URL, TOKEN } from "./request.ts";
import type { Sample } from "./sample.ts";

type HttpRequest = Parameters<ReturnType<typeof snippetz>["print"]>[2];

interface Language<T extends TargetId = TargetId> {
  label: string;
  /** As code blocks name it. */
  language: string;
  target: T;
  client: ClientId<T>;
  /** What is generated as a program that prints the answer, or saves it as `download`. */
  program(code: string, isDownload: boolean): string;
}

const LANGUAGES: Language[] = [
  {
    label: "Python",
    language: "python",
    target: "python",
    client: "requests",
    program: (code, saves) =>
      `import requests\n\nresponse = ${code}\n${saves ? 'open("download", "wb").write(response.content)' : "print(response.text)"}`,
  },
  {
    label: "Java",
    language: "java",
    target: "java",
    client: "nethttp",
    program: (code, saves) => javaProgram(saves ? savedByJava(code) : code),
  },
  {
    label: "PHP",
    language: "php",
    target: "php",
    client: "guzzle",
    program: (code, saves) =>
      `<?php\nrequire "vendor/autoload.php";\n\n${code}\n\n${saves ? 'file_put_contents("download", $response->getBody());' : "echo $response->getBody();"}`,
  },
  {
    label: "Go",
    language: "go",
    target: "go",
    client: "native",
    program: (code, saves) =>
      (saves
        ? code
            .replace("fmt.Println(string(body))", 'os.WriteFile("download", body, 0o644)')
            .replace('\t"fmt"\n', "")
            .replace('\t"net/http"\n', '\t"net/http"\n\t"os"\n')
        : code
      ).replace("\tfmt.Println(res)\n", ""),
  },
  {
    label: "C#",
    language: "csharp",
    target: "csharp",
    client: "httpclient",
    program: (code, saves) =>
      `using System.Net.Http.Headers;\n\n${code}\n${saves ? 'File.WriteAllBytes("download", await response.Content.ReadAsByteArrayAsync());' : "Console.WriteLine(await response.Content.ReadAsStringAsync());"}`,
  },
  {
    label: "Ruby",
    language: "ruby",
    target: "ruby",
    client: "native",
    program: (code, saves) => {
      // A quoted heredoc takes backslashes as they are, and the scheme may be either.
      const safe = code
        .replace("<<~JSON", "<<~'JSON'")
        .replace(/^http\.use_ssl = .*\n/m, "")
        .replace("url.port)", 'url.port)\nhttp.use_ssl = url.scheme == "https"');
      return saves ? safe.replace("puts response.read_body", 'File.binwrite("download", response.read_body)') : safe;
    },
  },
];

/** One program for each language. */
export function languageSamples(operation: Operation, request: ExampleRequest): Sample[] {
  const http = httpRequest(operation, request);
  return LANGUAGES.map(({ label, language, target, client, program }) => {
    const code = snippetz().print(target, client, http);
    if (!code) throw new Error(`no sample of ${operation.id} in ${label}`);
    return { label, language, code: program(code, isDownload(operation)).trim() };
  });
}

/** A request as the generator takes it: like an entry of a HAR file. */
function httpRequest(operation: Operation, request: ExampleRequest): HttpRequest {
  const { contentType, body, headers } = request;
  const hasType = contentType !== undefined && contentType !== MULTIPART;
  const sent = {
    ...(operation.isOpen ? {} : { Authorization: `Bearer ${TOKEN}` }),
    ...headers,
    ...(hasType && { "Content-Type": contentType }),
  };
  return {
    method: operation.method,
    url: requestUrl(MOCK_URL, operation, request),
    headers: Object.entries(sent).map(([name, value]) => ({ name, value: String(value) })),
    queryString: [],
    cookies: [],
    httpVersion: "HTTP/1.1",
    headersSize: -1,
    bodySize: -1,
    ...(body !== undefined && contentType !== undefined && { postData: postData(contentType, body) }),
  };
}

function postData(mimeType: string, body: unknown): NonNullable<HttpRequest["postData"]> {
  const fields = Object.entries(body as Record<string, unknown>);
  if (mimeType === FORM) return { mimeType, params: fields.map(([name, value]) => ({ name, value: String(value) })) };
  if (mimeType === MULTIPART) {
    const file = { fileName: SAMPLE_FILE.name, contentType: SAMPLE_FILE.type };
    return { mimeType, params: fields.map(([name]) => ({ name, ...file })) };
  }
  return { mimeType, text: JSON.stringify(body) };
}

function javaProgram(code: string): string {
  const indented = code.replace(/^(?=.)/gm, "    ");
  return `import java.net.http.*;

public class Sample {
  public static void main(String[] args) throws Exception {
${indented}
  }
}`;
}

function savedByJava(code: string): string {
  return code
    .replace("HttpResponse<String>", "HttpResponse<java.nio.file.Path>")
    .replace("BodyHandlers.ofString()", 'BodyHandlers.ofFile(java.nio.file.Path.of("download"))');
}
