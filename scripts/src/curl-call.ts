import type { Operation } from "./description.ts";
import { type ExampleRequest, requestUrl } from "./example-request.ts";
import { json } from "./literal.ts";

/**
 * The curl line of a request, for a POSIX shell.
 * @param baseUrl without a trailing slash.
 * @param token sent unless the operation can do without.
 */
export function curlCall(baseUrl: string, operation: Operation, request: ExampleRequest, token: string): string {
  const isOpen = operation.object.security?.some((scheme) => Object.keys(scheme).length === 0);
  const hasBody = request.body !== undefined;
  const usual = hasBody ? "post" : "get";
  return [
    `curl ${operation.method === usual ? "" : `-X ${operation.method.toUpperCase()} `}${quote(requestUrl(baseUrl, operation, request))}`,
    ...(isOpen ? [] : [`-H ${quote(`Authorization: Bearer ${token}`)}`]),
    ...Object.entries(request.headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(hasBody ? bodyOptions(request) : []),
    ...(answersFile(operation) ? ["-o download"] : []),
  ].join(" \\\n  ");
}

/** Whether the operation's answer is a file. */
export function answersFile({ responses }: Operation): boolean {
  return "application/octet-stream" in (responses["200"]?.content ?? {});
}

function bodyOptions({ contentType, body }: ExampleRequest): string[] {
  const fields = Object.entries(body as Record<string, unknown>);
  if (contentType === "application/x-www-form-urlencoded")
    return fields.map(([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`);
  if (contentType === "multipart/form-data")
    return fields.map(
      ([name, content]) =>
        `-F ${quote(`${name}=${JSON.stringify(content)};filename=${name};type=application/octet-stream`)}`,
    );
  return [`-H ${quote(`Content-Type: ${contentType}`)}`, `-d ${quote(json(body))}`];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
