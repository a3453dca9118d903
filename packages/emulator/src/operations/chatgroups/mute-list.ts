import { setMuteAll } from "../../domain/channel.ts";
import { activeMutes, FOR_GOOD, muteMembers, unmuteMembers } from "../../domain/moderation.ts";
import { handlers } from "../handlers.ts";
import { toResult } from "../shared/outcome.ts";
import { findGroup } from "./find.ts";

/** How a group writes the end of a mute that has none. */
const FAR_FUTURE = 4_638_873_600_000;

export const muteList = handlers({
  listChatgroupMutedMembers(world, { path }) {
    return {
      data: activeMutes(world, findGroup(world, path)).map(({ user, until }) => ({ expire: end(until), user })),
    };
  },
  muteChatgroupMembers(world, { path, body }) {
    const outcomes = muteMembers(world, findGroup(world, path), body.usernames, body.mute_duration);
    return { data: outcomes.map(({ user, reason, until }) => ({ result: !reason, expire: end(until), user })) };
  },
  unmuteChatgroupMembers(world, { path }) {
    const outcomes = unmuteMembers(world, findGroup(world, path), path.member_id);
    return { data: outcomes.map(toResult).map(({ result, user }) => ({ result, user })) };
  },
  muteAllChatgroupMembers(world, { path }) {
    setMuteAll(world, findGroup(world, path), true);
    return { data: { mute: true } };
  },
  unmuteAllChatgroupMembers(world, { path }) {
    setMuteAll(world, findGroup(world, path), false);
    return { data: { mute: false } };
  },
});

function end(until: number): number {
  return until === FOR_GOOD ? FAR_FUTURE : until;
}
