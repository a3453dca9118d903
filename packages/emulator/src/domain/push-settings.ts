/** What users are notified about, when, and in which language. */
import type { User } from "../world/entities.ts";
import type { PushMode, PushSettings } from "../world/push.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** How the settings of a user's whole app are stored, beside those of conversations. */
const WHOLE_APP = "app";

export interface PushSettingsChange {
  mode?: PushMode | undefined;
  interval?: string | undefined;
  /** How long nothing is pushed from now on, in ms. */
  silence?: number | undefined;
}

/** @throws Refusal PushUserUnknown */
export function findPushUser(world: World, username: string): User {
  const user = world.users.get(username);
  if (!user) throw refuse("PushUserUnknown");
  return user;
}

/** What a setting is for: the whole app where a user names themselves, else a conversation. */
export function targetOf({ username }: User, chatType: "user" | "chatgroup", key: string): string {
  return chatType === "user" && key.toLowerCase() === username ? WHOLE_APP : `${chatType}/${key}`;
}

/** The settings that hold now. */
export function pushSettingsOf(world: World, { username }: User, target: string): PushSettings {
  const initial: PushSettings = { user: username, target, mode: target === WHOLE_APP ? "ALL" : "DEFAULT" };
  const { silentUntil, ...stored } = world.pushSettings.get(username, target) ?? initial;
  if (silentUntil === undefined) return stored;
  return { ...stored, silentUntil: silentUntil > world.now ? silentUntil : 0 };
}

/** Changes settings; others stay. @throws Refusal PushSettingRefused */
export function changePushSettings(world: World, user: User, target: string, change: PushSettingsChange): void {
  const { mode, interval, silence } = change;
  const isApp = target === WHOLE_APP;
  if (isApp && mode === "DEFAULT") throw refuse("PushSettingRefused", { field: "type" });
  world.pushSettings.put({
    ...pushSettingsOf(world, user, target),
    ...(mode !== undefined && { mode }),
    ...(isApp && interval !== undefined && { interval }),
    ...(silence !== undefined && { silentUntil: silence === 0 ? 0 : world.now + silence }),
  });
}

/** The code of a user's language; empty where none is set. */
export function pushLanguageOf(world: World, { username }: User): string {
  return world.pushLanguages.get(username)?.language ?? "";
}

export function setPushLanguage(world: World, { username }: User, language: string): void {
  world.pushLanguages.put({ username, language });
}
