import { demote, promote } from "../../domain/moderation.ts";
import { handlers } from "../handlers.ts";
import { findGroup } from "./find.ts";

export const admins = handlers({
  listChatgroupAdmins(world, { path }) {
    return { data: [...world.members.by("admins", findGroup(world, path).id)].map(({ user }) => user) };
  },
  addChatgroupAdmin(world, { path, body: { newadmin } }) {
    promote(world, findGroup(world, path), newadmin);
    return { data: { result: "success", newadmin } };
  },
  removeChatgroupAdmin(world, { path: { username: oldadmin }, path }) {
    demote(world, findGroup(world, path), oldadmin);
    return { data: { result: "success", oldadmin } };
  },
});
