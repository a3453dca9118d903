import type { Outcome } from "../../domain/membership.ts";
import { allow, allowAll, disallowAll } from "../../domain/moderation.ts";
import { handlers } from "../handlers.ts";
import { toResult } from "../shared/outcome.ts";
import { findRoom } from "./find.ts";

type Action = "add_user_whitelist" | "remove_user_whitelist";

export const allowList = handlers({
  listChatroomAllowlist(world, { path }) {
    return { data: [...world.allowed.by("channel", findRoom(world, path).id)].map(({ user }) => user) };
  },
  addChatroomAllowlistMember(world, { path: { username: user }, path }) {
    allow(world, findRoom(world, path), user);
    return { data: result(path.chatroom_id, "add_user_whitelist", { user }) };
  },
  addChatroomAllowlistMembers(world, { path, body: { usernames } }) {
    const outcomes = allowAll(world, findRoom(world, path), usernames);
    return { data: outcomes.map((outcome) => result(path.chatroom_id, "add_user_whitelist", outcome)) };
  },
  removeChatroomAllowlistMembers(world, { path }) {
    const outcomes = disallowAll(world, findRoom(world, path), path.username);
    return { data: outcomes.map((outcome) => result(path.chatroom_id, "remove_user_whitelist", outcome)) };
  },
});

function result(chatroomid: string, action: Action, outcome: Outcome) {
  return { ...toResult(outcome), action, chatroomid };
}
