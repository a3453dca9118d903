import type { Outcome } from "../../domain/membership.ts";
import { bar, barAll, unbar, unbarAll } from "../../domain/moderation.ts";
import { handlers } from "../handlers.ts";
import { toResult } from "../shared/outcome.ts";
import { findRoom } from "./find.ts";

type Action = "add_blocks" | "remove_blocks";

export const blocklist = handlers({
  listChatroomBlocklist(world, { path }) {
    return { data: [...world.barred.by("channel", findRoom(world, path).id)].map(({ user }) => user) };
  },
  addChatroomBlocklistMember(world, { path: { username: user }, path }) {
    bar(world, findRoom(world, path), user);
    return { data: result(path.chatroom_id, "add_blocks", { user }) };
  },
  addChatroomBlocklistMembers(world, { path, body: { usernames } }) {
    const outcomes = barAll(world, findRoom(world, path), usernames);
    return { data: outcomes.map((outcome) => result(path.chatroom_id, "add_blocks", outcome)) };
  },
  removeChatroomBlocklistMembers(world, { path }) {
    const room = findRoom(world, path);
    const [only, ...others] = path.username;
    if (only === undefined || others.length > 0) {
      const outcomes = unbarAll(world, room, path.username);
      return { data: outcomes.map((outcome) => result(path.chatroom_id, "remove_blocks", outcome)) };
    }
    unbar(world, room, only);
    return { data: result(path.chatroom_id, "remove_blocks", { user: only }) };
  },
});

function result(chatroomid: string, action: Action, outcome: Outcome) {
  return { ...toResult(outcome), action, chatroomid };
}
