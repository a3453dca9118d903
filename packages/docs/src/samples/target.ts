import { type Description, operationsOf, serversOf } from "@agora-chat-openapi/description";
import { EMULATOR_URL, MOCK_URL, sampleRequest, TOKEN } from "./request.ts";

/** What samples say of their server, which readers may replace by their own. */
export interface Target {
  url: string;
  /** Where the same samples go when they are to be remembered. */
  emulator: string;
  org: string;
  app: string;
  token: string;
  /** The hosts of the service, the usual one first. */
  hosts: string[];
}

export function target(description: Description): Target {
  const hosts = serversOf(description).map(({ url }) => new URL(url).host);
  const [operation] = operationsOf(description);
  const { org_name: org, app_name: app } = operation ? sampleRequest(operation).path : {};
  return { url: MOCK_URL, emulator: EMULATOR_URL, org: String(org), app: String(app), token: TOKEN, hosts };
}
