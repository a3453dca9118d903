/** How an app, and what is in it, is addressed where several apps meet: in frames, callbacks and some responses. */
import type { AppName } from "./options.ts";

/** Where users are. */
export const USERS_HOST = "easemob.com";
/** Where groups and rooms are. */
export const CHANNELS_HOST = "conference.easemob.com";

/** The App Key, such as `org#app`. */
export function appKeyOf({ org, app }: Pick<AppName, "org" | "app">): string {
  return `${org}#${app}`;
}
