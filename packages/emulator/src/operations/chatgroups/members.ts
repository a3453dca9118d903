import { addMember, addMembers, removeMember, removeMembers } from "../../domain/membership.ts";
import { handlers } from "../handlers.ts";
import { memberPage } from "../shared/members.ts";
import { toResult } from "../shared/outcome.ts";
import { findGroup } from "./find.ts";

export const members = handlers({
  listChatgroupMembers: (world, { path, query }) => memberPage(world, findGroup(world, path), query, "newest"),
  addChatgroupMember(world, { path: { group_id: groupid, username: user }, path }) {
    addMember(world, findGroup(world, path), user);
    return { data: { result: true, groupid, action: "add_member", user } };
  },
  addChatgroupMembers(world, { path, body }) {
    const added = addMembers(world, findGroup(world, path), body.usernames);
    return { data: { newmembers: added.reverse(), groupid: path.group_id, action: "add_member" } };
  },
  removeChatgroupMembers(world, { path: { group_id: groupid, username: names }, path }) {
    const group = findGroup(world, path);
    const [only, ...others] = names;
    const marks = { groupid, action: "remove_member" } as const;
    if (only === undefined || others.length > 0) {
      return { data: removeMembers(world, group, names).map((outcome) => ({ ...toResult(outcome), ...marks })) };
    }
    removeMember(world, group, only);
    return { data: { result: true, ...marks, user: only } };
  },
});
