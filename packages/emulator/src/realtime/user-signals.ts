/** What devices hear of contacts and of how users show up. */
import { isOnline } from "../domain/device.ts";
import { presenceOf } from "../domain/presence.ts";
import type { Actor } from "../world/actor.ts";
import type { World } from "../world/world.ts";
import { APP } from "./guesses.ts";
import type { SignalDraft, Teller } from "./signal-draft.ts";

/** What a user hears of another as a contact. */
function roster(operation: string, user: string, from: string, reason?: string): SignalDraft {
  const body = { operation, from: { name: from }, to: [{ name: user }], ...(reason !== undefined && { reason }) };
  return { space: "ROSTER", user, from, body };
}

export const userSignals: Teller = {
  "contact-requested": (_, { owner, user, message }) => [roster("ADD", user, owner, message)],
  "contact-declined": (_, { owner, user }) => [roster("REMOTE_DECLINE", user, owner)],
  "contact-added": (_, { owner, user, by }) => [
    // Who answers a request is the owner; whoever asked hears that it was taken.
    ...(by?.user === owner ? [roster("REMOTE_ACCEPT", user, owner)] : []),
    roster("ACCEPT", user, owner),
    roster("ACCEPT", owner, user),
  ],
  "contact-removed": (_, { owner, user }) => [roster("REMOVE", user, owner), roster("REMOVE", owner, user)],
  "conversation-pinned": (world, { user, with: id, chatType, isPinned, by }) => {
    const data = { op: isPinned ? "top" : "not_top", id, type: chatType, ts: world.now, from: user };
    const body = { type: "conv", data: { ...data, res: by?.resource ?? "" } };
    return [{ space: "NOTIFY", user, from: user, body, except: by }];
  },
  "presence-changed": (world, { user }) => presence(world, user),
  "device-online": (world, { user, by }) => presence(world, user, by),
  "device-offline": (world, { user, by }) => presence(world, user, by),
};

/** To those who follow a user and are online. */
function presence(world: World, user: string, by?: Actor): SignalDraft[] {
  const followers = [...world.presenceSubscriptions.by("user", user)].filter(({ until }) => until > world.now);
  if (followers.length === 0) return [];
  const { changed, text, statuses } = presenceOf(world, user);
  return followers
    .filter(({ owner }) => isOnline(world, owner))
    .map(({ owner, until }) => {
      const seconds = (ms: number) => String(Math.floor(ms / 1000));
      const value = { uid: user, last_time: seconds(changed), expiry: seconds(until - world.now), ext: text };
      const body = { type: "presence", data: { values: [{ ...value, status: statuses }] } };
      return { space: "NOTIFY", user: owner, from: by?.user ?? APP, body };
    });
}
