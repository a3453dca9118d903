import { FORM, MULTIPART, type Operation } from "@agora-chat-openapi/description";
import { type ExampleRequest, requestUrl } from "@agora-chat-openapi/description/examples";
import { json } from "./literal.ts";

/** The file that samples upload. */
export const SAMPLE_FILE = { name: "summit.jpg", type: "image/jpeg" };

/**
 * The curl line of a request, for a POSIX shell.
 * @param baseUrl without a trailing slash.
 * @param token sent unless the operation can do without.
 */
export function curlCall(baseUrl: string, operation: Operation, request: ExampleRequest, token: string): string {
  const hasBody = request.body !== undefined;
  const usual = hasBody ? "POST" : "GET";
  return [
    `curl ${operation.method === usual ? "" : `-X ${operation.method} `}${quote(requestUrl(baseUrl, operation, request))}`,
    ...(operation.isOpen ? [] : [`-H ${quote(`Authorization: Bearer ${token}`)}`]),
    ...Object.entries(request.headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(hasBody ? bodyOptions(request) : []),
    ...(isDownload(operation) ? ["-o download"] : []),
  ].join(" \\\n  ");
}

/** Whether an operation responds with a file. */
export function isDownload({ responses }: Operation): boolean {
  return responses.get("200")?.content.has("application/octet-stream") ?? false;
}

function bodyOptions({ contentType, body }: ExampleRequest): string[] {
  const fields = Object.entries(body as Record<string, unknown>);
  if (contentType === FORM) return fields.map(([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`);
  if (contentType === MULTIPART)
    return fields.map(([name]) => `-F ${quote(`${name}=@${SAMPLE_FILE.name};type=${SAMPLE_FILE.type}`)}`);
  return [`-H ${quote(`Content-Type: ${contentType}`)}`, `-d ${quote(json(body))}`];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
