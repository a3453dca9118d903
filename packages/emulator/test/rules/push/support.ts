import type { RuleContext } from "../../support/rule.ts";

export const pushMessage = { title: "Trail Runners", content: "North gate, 8:00" };
const CERTIFICATE = "trail-android";

/** Binds a token to a device of a user, and sets up the certificate that it is for. */
export async function bind({ chat }: RuleContext, username: string, { certificate = true } = {}): Promise<void> {
  if (certificate) {
    const settings = { certificate: "ExampleAppSecret", packageName: "com.example.trail" };
    const body = { name: CERTIFICATE, provider: "HUAWEIPUSH", environment: "PRODUCTION", ...settings } as const;
    await chat.createPushCertificate({ body });
  }
  const body = { device_id: "phone", device_token: "ExampleDeviceToken", notifier_name: CERTIFICATE };
  await chat.setPushBinding({ path: { username }, body });
}

/** What came of each send so far, in the order in which they were made; undefined of one that waits. */
export async function outcomes({ app }: RuleContext): Promise<unknown[]> {
  const response = await (app.fetch ?? fetch)(`${app.baseUrl}/_emulator/apps/${app.org}/${app.app}/state/pushSends`);
  const { rows } = (await response.json()) as { rows: { outcomes?: unknown }[] };
  return rows.map((row) => row.outcomes);
}
