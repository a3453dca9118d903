/** How pushes look for a user and when they come, as the older call sets it. */
import type { User } from "../world/entities.ts";
import type { PushProfile } from "../world/push.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { bind } from "./push-binding.ts";

export interface ProfileChange extends Omit<PushProfile, "username"> {
  nickname?: string;
  /** A device's token at a vendor's push service; empty to take it away. */
  token?: string;
  device?: string;
}

/** Changes what is named; the rest stays. @throws Refusal UserPushUserUnknown */
export function changeProfile(world: World, username: string, change: ProfileChange): [User, PushProfile] {
  const { nickname, token, device = "", ...own } = change;
  const user = world.users.get(username);
  if (!user) throw refuse("UserPushUserUnknown");
  const changed = { ...user, modified: world.now, ...(nickname !== undefined && { nickname }) };
  const profile = { ...(world.pushProfiles.get(username) ?? { username }), ...own };
  world.users.put(changed);
  world.pushProfiles.put(profile);
  const { certificate } = profile;
  if (token !== undefined && certificate !== undefined) bind(world, changed, { device, token, certificate });
  return [changed, profile];
}
