import { addMember, addMembers, removeMember, removeMembers } from "../../domain/membership.ts";
import { handlers } from "../handlers.ts";
import { memberPage } from "../shared/members.ts";
import { toResult } from "../shared/outcome.ts";
import { findRoom } from "./find.ts";

export const members = handlers({
  listChatroomMembers: (world, { path, query }) => memberPage(world, findRoom(world, path), query, "oldest"),
  addChatroomMember(world, { path: { chatroom_id: id, username: user }, path }) {
    addMember(world, findRoom(world, path), user);
    return { data: { result: true, action: "add_member", id, user } };
  },
  addChatroomMembers(world, { path, body }) {
    const newmembers = addMembers(world, findRoom(world, path), body.usernames);
    return { data: { newmembers, action: "add_member", id: path.chatroom_id } };
  },
  removeChatroomMembers(world, { path: { chatroom_id: id, username: names }, path }) {
    const room = findRoom(world, path);
    const [only, ...others] = names;
    const marks = { action: "remove_member", id } as const;
    if (only === undefined || others.length > 0) {
      return { data: removeMembers(world, room, names).map((outcome) => ({ ...toResult(outcome), ...marks })) };
    }
    removeMember(world, room, only);
    return { data: { result: true, ...marks, user: only } };
  },
});
