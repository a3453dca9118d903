import { findNamedUser } from "../../domain/find-user.ts";
import { addSuperAdmin, removeSuperAdmin } from "../../domain/super-admin.ts";
import { handlers } from "../handlers.ts";
import { numberedPage } from "../page.ts";

export const superAdmins = handlers({
  addChatroomSuperAdmin(world, { body }) {
    addSuperAdmin(world, findNamedUser(world, body.superadmin));
    return { data: { result: "success", resource: "" } };
  },
  removeChatroomSuperAdmin(world, { path: { super_admin: newSuperAdmin } }) {
    removeSuperAdmin(world, findNamedUser(world, newSuperAdmin));
    return { data: { newSuperAdmin, resource: "" } };
  },
  listChatroomSuperAdmins(world, { query }) {
    const page = world.superAdmins.by("all").newest(...numberedPage(query.pagenum, query.pagesize));
    return { data: page.map(({ username }) => username) };
  },
});
