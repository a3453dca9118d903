import { readDescription } from "@agora-chat-openapi/description";
import { serve } from "@agora-chat-openapi/http";
import { createResponder } from "./responder.ts";

export interface MockOptions {
  /** Port to listen on; 0 takes a free one. @default 4010 */
  port?: number;
  /** Address to listen on. @default "127.0.0.1" */
  host?: string;
  /** Invent responses from the schemas in place of the documented examples. @default false */
  dynamic?: boolean;
  /** Names by which the mock may be called, beside localhost, IP addresses and names without a dot. */
  allowHosts?: readonly string[];
  /** Origins whose pages may call the mock, beside those on localhost, such as `https://docs.example.com`. */
  allowOrigins?: readonly string[];
  /** Gets one line for each response: status, method, path. Never a header, a query or a body. */
  log?: (line: string) => void;
}

export interface Mock {
  /** Where the mock listens, without a trailing slash: the client's `baseUrl`. */
  url: string;
  /**
   * Stops listening, drops idle connections, and waits for the responses under way.
   * @param gracePeriod how long to wait before connections are cut, in ms
   */
  close(gracePeriod?: number): Promise<void>;
}

/**
 * Starts a mock of the whole API on loopback.
 * @throws Error with the `code` of the system, such as "EADDRINUSE"; TypeError for a malformed host or origin
 */
export async function startMock({ log, dynamic = false, port = 4010, ...options }: MockOptions = {}): Promise<Mock> {
  const { respond, error } = await createResponder(readDescription(), dynamic);
  const { url, close } = await serve(respond, {
    ...options,
    port,
    refuse: ({ status, message }) => error(status, message),
    onResponse: ({ method, url }, status) => log?.(`${status} ${method} ${url?.split("?")[0]}`),
  });
  return { url, close };
}
