import type { Outcome } from "../../domain/membership.ts";
import { bar, barAll, unbar, unbarAll } from "../../domain/moderation.ts";
import { unpaged } from "../../generated/description.ts";
import { handlers } from "../handlers.ts";
import { namePage } from "../page.ts";
import { toResult } from "../shared/outcome.ts";
import { findGroup } from "./find.ts";

type Action = "add_blocks" | "remove_blocks";

export const blocklist = handlers({
  listChatgroupBlocklist(world, { path, query }) {
    return namePage(world.barred.by("channel", findGroup(world, path).id), query, unpaged.listChatgroupBlocklist);
  },
  addChatgroupBlocklistMember(world, { path: { username: user }, path }) {
    bar(world, findGroup(world, path), user);
    return { data: result(path.group_id, "add_blocks", { user }) };
  },
  addChatgroupBlocklistMembers(world, { path, body: { usernames } }) {
    const outcomes = barAll(world, findGroup(world, path), usernames);
    return { data: outcomes.map((outcome) => result(path.group_id, "add_blocks", outcome)) };
  },
  removeChatgroupBlocklistMembers(world, { path }) {
    const group = findGroup(world, path);
    const [only, ...others] = path.username;
    if (only === undefined || others.length > 0) {
      const outcomes = unbarAll(world, group, path.username);
      return { data: outcomes.map((outcome) => result(path.group_id, "remove_blocks", outcome)) };
    }
    unbar(world, group, only);
    return { data: result(path.group_id, "remove_blocks", { user: only }) };
  },
});

function result(groupid: string, action: Action, outcome: Outcome) {
  return { ...toResult(outcome), action, groupid };
}
