import { afterAll, beforeAll } from "vitest";
import { type Mock, startMock } from "../src/index.ts";

export const TENANT = "/41117440/383391";
export const ROOM = `${TENANT}/chatrooms/271830463414273`;

/** A mock for the tests of a file. */
export function runningMock() {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock({ port: 0 });
  });
  afterAll(() => mock.close());
  return {
    get url() {
      return mock.url;
    },
    /** Calls the mock with a token. */
    call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
      return fetch(`${mock.url}${path}`, { ...init, method, headers: { authorization: "Bearer t", ...init.headers } });
    },
  };
}

/** A call with a JSON body. */
export function json(body: string): RequestInit {
  return { headers: { "content-type": "application/json" }, body };
}

/** Status, code and description of an error response. */
export async function errorOf(response: Promise<Response>): Promise<[status: number, code: string, message: string]> {
  const { status, ...rest } = await response.then(async (each) => ({ status: each.status, body: await each.json() }));
  const { error, error_description } = rest.body as { error: string; error_description: string };
  return [status, error, error_description];
}
