import {
  changePushSettings,
  findPushUser,
  pushLanguageOf,
  pushSettingsOf,
  setPushLanguage,
  targetOf,
} from "../../domain/push-settings.ts";
import type { PushSettings } from "../../world/push.ts";
import { handlers } from "../handlers.ts";

export const settings = handlers({
  getPushNotificationSettings(world, { path: { username, chat_type, key } }) {
    const user = findPushUser(world, username);
    return { data: entity(pushSettingsOf(world, user, targetOf(user, chat_type, key))) };
  },
  setPushNotificationSettings(world, { path: { username, chat_type, key }, body }) {
    const user = findPushUser(world, username);
    const target = targetOf(user, chat_type, key);
    const { type: mode, ignoreInterval: interval, ignoreDuration: silence } = body;
    changePushSettings(world, user, target, { mode, interval, silence });
    return { data: entity(pushSettingsOf(world, user, target)) };
  },
  getPushLanguage: (world, { path: { username } }) => ({
    data: { language: pushLanguageOf(world, findPushUser(world, username)) },
  }),
  setPushLanguage(world, { path: { username }, body: { translationLanguage: language } }) {
    setPushLanguage(world, findPushUser(world, username), language);
    return { data: { language } };
  },
});

function entity({ mode, interval, silentUntil }: PushSettings) {
  return {
    type: mode,
    ...(interval !== undefined && { ignoreInterval: interval }),
    ...(silentUntil !== undefined && { ignoreDuration: silentUntil }),
  };
}
