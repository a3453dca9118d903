import type { Outcome } from "../../domain/membership.ts";
import { allow, allowAll, disallowAll } from "../../domain/moderation.ts";
import { handlers } from "../handlers.ts";
import { toResult } from "../shared/outcome.ts";
import { findGroup } from "./find.ts";

type Action = "add_user_whitelist" | "remove_user_whitelist";

export const allowList = handlers({
  listChatgroupAllowlist(world, { path }) {
    return { data: [...world.allowed.by("channel", findGroup(world, path).id)].map(({ user }) => user) };
  },
  addChatgroupAllowlistMember(world, { path: { username: user }, path }) {
    allow(world, findGroup(world, path), user);
    return { data: result(path.group_id, "add_user_whitelist", { user }) };
  },
  addChatgroupAllowlistMembers(world, { path, body: { usernames } }) {
    const outcomes = allowAll(world, findGroup(world, path), usernames);
    return { data: outcomes.map((outcome) => result(path.group_id, "add_user_whitelist", outcome)) };
  },
  removeChatgroupAllowlistMembers(world, { path }) {
    const outcomes = disallowAll(world, findGroup(world, path), path.username);
    return { data: outcomes.map((outcome) => result(path.group_id, "remove_user_whitelist", outcome)) };
  },
});

function result(groupid: string, action: Action, outcome: Outcome) {
  return { ...toResult(outcome), groupid, action };
}
