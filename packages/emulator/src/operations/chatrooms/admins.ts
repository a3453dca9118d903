import { findNamedUser } from "../../domain/find-user.ts";
import { demote, promote } from "../../domain/moderation.ts";
import { handlers } from "../handlers.ts";
import { findRoom } from "./find.ts";

export const admins = handlers({
  listChatroomAdmins(world, { path }) {
    return { data: [...world.members.by("admins", findRoom(world, path).id)].map(({ user }) => user) };
  },
  addChatroomAdmin(world, { path, body: { newadmin } }) {
    promote(world, findRoom(world, path), findNamedUser(world, newadmin).username);
    return { data: { result: "success", newadmin } };
  },
  removeChatroomAdmin(world, { path: { oldadmin }, path }) {
    demote(world, findRoom(world, path), findNamedUser(world, oldadmin).username);
    return { data: { result: "success", oldadmin } };
  },
});
