import type { EmulatedApp } from "../../src/index.ts";

/** A response, read. */
export interface Raw {
  status: number;
  body: Record<string, unknown>;
}

/** Sends a request to an app's path without a client. */
export async function send(
  app: EmulatedApp,
  method: string,
  path: string,
  { body, headers = {}, token = "any" }: { body?: unknown; headers?: Record<string, string>; token?: string } = {},
): Promise<Raw> {
  const response = await (app.fetch ?? fetch)(`${app.baseUrl}/${app.org}/${app.app}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
