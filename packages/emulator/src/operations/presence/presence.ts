import type { components } from "@agora-chat-openapi/spec";
import { findUser } from "../../domain/find-user.ts";
import {
  onlineMemberCount,
  presenceOf,
  setPresence,
  subscribe,
  subscriptionsOf,
  unsubscribe,
} from "../../domain/presence.ts";
import { refuse } from "../../world/refuse.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";
import { numberedPage } from "../page.ts";

/** How an online count says that an id is of a chat group. */
const GROUP = 1;

export const presence = handlers({
  setPresence(world, { path: { username, resource, status }, body: { ext } }) {
    setPresence(world, findUser(world, username), resource, status, ext);
    return { result: "ok" };
  },
  subscribePresence(world, { path: { username, expiry }, body }) {
    const subscriptions = subscribe(world, findUser(world, username), body.usernames, expiry);
    return { result: subscriptions.map(({ user, until }) => ({ ...entry(world, user), expiry: seconds(until) })) };
  },
  getPresence(world, { path: { username }, body: { usernames } }) {
    const follows = subscriptionsOf(world, username).length > 0;
    return { result: follows ? usernames.map((user) => entry(world, user)) : [] };
  },
  unsubscribePresence(world, { path: { username }, body }) {
    unsubscribe(world, findUser(world, username), Array.isArray(body) ? body : body.users);
    return { result: "ok" };
  },
  listPresenceSubscriptions(world, { path: { username }, query }) {
    const all = subscriptionsOf(world, username);
    const [limit, skipped] = numberedPage(query.pageNum, query.pageSize);
    const page = all.slice(skipped, skipped + limit);
    const sublist = page.map(({ user: uid, until }) => ({ uid, expiry: seconds(until) }));
    return { result: { totalnum: String(all.length), sublist } };
  },
  getOnlineMemberCount(world, { path: { group_id, query_type } }) {
    if (query_type !== GROUP) throw refuse("ServiceResourceNotFound");
    return { result: onlineMemberCount(world, group_id) };
  },
});

function entry(world: World, username: string): components["schemas"]["Presence"] {
  const { changed, text, statuses } = presenceOf(world, username);
  return { uid: username, last_time: seconds(changed), ext: text, status: statuses };
}

function seconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}
