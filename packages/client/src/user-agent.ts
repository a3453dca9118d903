import { version } from "./generated/version.ts";

/** The header that names this client; none in browsers, which have their own. */
export function userAgent(): Record<string, string> {
  const { navigator } = globalThis as { navigator?: Partial<Navigator> };
  return navigator?.userAgent?.startsWith("Mozilla/") ? {} : { "user-agent": `agora-chat-openapi-client/${version}` };
}
