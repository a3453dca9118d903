import { findThread } from "../../domain/thread.ts";
import { addThreadMembers, leaveThread } from "../../domain/thread-membership.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";
import { keptCursor, rowsAround } from "./page.ts";

export const members = handlers({
  listThreadMembers(world, { path, query }) {
    const rows = world.threadMembers.by("thread", findThread(world, path.thread_id).id);
    const page = rowsAround(rows, { ...query, sort: "asc" });
    return { data: { affiliations: page.map(({ row }) => row.user) }, properties: keptCursor(page) };
  },
  addThreadMembers(world, { path, body: { usernames } }) {
    addThreadMembers(world, findThread(world, path.thread_id), usernames);
    return { data: { status: "ok" } };
  },
  removeThreadMembers: (world, { path, body }) => removeAll(world, path.thread_id, body.usernames),
  removeThreadMembersAlias: (world, { path, body }) => removeAll(world, path.thread_id, body.usernames),
});

function removeAll(world: World, id: string, usernames: readonly string[]) {
  const thread = findThread(world, id);
  return { entities: usernames.map((user) => ({ result: leaveThread(world, thread, user), user })) };
}
