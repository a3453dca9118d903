import { setMuteAll } from "../../domain/channel.ts";
import { activeMutes, muteMembers, unmuteMembers } from "../../domain/moderation.ts";
import { handlers } from "../handlers.ts";
import { toResult } from "../shared/outcome.ts";
import { findRoom } from "./find.ts";

export const muteList = handlers({
  listChatroomMutedMembers(world, { path }) {
    return { data: activeMutes(world, findRoom(world, path)).map(({ user, until }) => ({ expire: until, user })) };
  },
  muteChatroomMembers(world, { path, body }) {
    const outcomes = muteMembers(world, findRoom(world, path), body.usernames, body.mute_duration);
    return { data: outcomes.map(({ user, reason, until }) => ({ result: !reason, expire: until, user })) };
  },
  unmuteChatroomMembers(world, { path }) {
    const outcomes = unmuteMembers(world, findRoom(world, path), path.username);
    return { data: outcomes.map(toResult).map(({ result, user }) => ({ result, user })) };
  },
  muteAllChatroomMembers(world, { path }) {
    setMuteAll(world, findRoom(world, path), true);
    return { data: { mute: true } };
  },
  unmuteAllChatroomMembers(world, { path }) {
    setMuteAll(world, findRoom(world, path), false);
    return { data: { mute: false } };
  },
});
