/** Settings of pushes as the older call has them. */
import type { components } from "@agora-chat-openapi/spec";
import type { ProfileChange } from "../../domain/push-profile.ts";
import type { PushProfile } from "../../world/push.ts";

/** What a request changes: hours and switches may be sent as texts or numbers. */
export function toProfileChange(body: Partial<components["schemas"]["UserPushUpdate"]>): ProfileChange {
  const { nickname, device_token: token, device_id: device, notifier_name: certificate } = body;
  const { notification_display_style: displayStyle, notification_no_disturbing: isQuiet } = body;
  const { notification_no_disturbing_start: quietFrom, notification_no_disturbing_end: quietTo } = body;
  return {
    ...given({ nickname, token, device, certificate }, String),
    ...given({ displayStyle, quietFrom, quietTo }, Number),
    ...given({ isQuiet }, Boolean),
  };
}

type Given<Values, To> = { [Name in keyof Values]?: To };

/** The values that are there, each made what it is stored as. */
function given<Values extends Record<string, unknown>, To>(values: Values, to: (value: unknown) => To) {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there.map(([name, value]) => [name, to(value)])) as Given<Values, To>;
}

/** What a response shows beside the user. */
export function profileEntity({ displayStyle, isQuiet, quietFrom, quietTo, certificate }: PushProfile) {
  return {
    ...(isQuiet !== undefined && { notification_no_disturbing: isQuiet }),
    ...(quietFrom !== undefined && { notification_no_disturbing_start: quietFrom }),
    ...(quietTo !== undefined && { notification_no_disturbing_end: quietTo }),
    ...(displayStyle !== undefined && { notification_display_style: displayStyle as 0 | 1 }),
    ...(certificate !== undefined && { notifier_name: certificate }),
  };
}
