import { changeProfile } from "../../domain/push-profile.ts";
import type { PushProfile } from "../../world/push.ts";
import { handlers } from "../handlers.ts";
import { userEntity } from "./entity.ts";

export const push = handlers({
  updateUserPushSettings(world, { path, body }) {
    const { nickname, device_token: token, device_id: device, notifier_name: certificate } = body;
    const { notification_display_style: style, notification_no_disturbing: isQuiet } = body;
    const { notification_no_disturbing_start: start, notification_no_disturbing_end: end } = body;
    const sent = { nickname, token, device, certificate };
    const numbers = { displayStyle: style, quietFrom: start, quietTo: end };
    const change = { ...given(sent, String), ...given(numbers, Number), ...given({ isQuiet }, Boolean) };
    const [user, profile] = changeProfile(world, path.username, change);
    return { entities: [{ ...userEntity(user), ...entity(profile) }] };
  },
});

type Given<Values, To> = { [Name in keyof Values]?: To };

/** The values that are there, each made what it is stored as. */
function given<Values extends Record<string, unknown>, To>(values: Values, to: (value: unknown) => To) {
  const there = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there.map(([name, value]) => [name, to(value)])) as Given<Values, To>;
}

function entity({ displayStyle, isQuiet, quietFrom, quietTo, certificate }: PushProfile) {
  return {
    ...(isQuiet !== undefined && { notification_no_disturbing: isQuiet }),
    ...(quietFrom !== undefined && { notification_no_disturbing_start: quietFrom }),
    ...(quietTo !== undefined && { notification_no_disturbing_end: quietTo }),
    ...(displayStyle !== undefined && { notification_display_style: displayStyle as 0 | 1 }),
    ...(certificate !== undefined && { notifier_name: certificate }),
  };
}
