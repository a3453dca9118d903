import { version } from "./generated/version.ts";

/** The header that names this client; none in browsers, which have their own. */
export function userAgent(): Record<string, string> {
  const { userAgent: platform = "" } = Object((globalThis as { navigator?: unknown }).navigator) as Partial<Navigator>;
  return platform.startsWith("Mozilla/") ? {} : { "user-agent": `agora-chat-openapi-client/${version}` };
}
