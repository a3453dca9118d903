import type { components } from "@agora-chat-openapi/spec";
import { findUser } from "../../domain/find-user.ts";
import { createThread, deleteThread, findThread, renameThread } from "../../domain/thread.ts";
import { joinedThreads } from "../../domain/thread-membership.ts";
import { refuse } from "../../world/refuse.ts";
import type { Thread } from "../../world/threads.ts";
import { handlers } from "../handlers.ts";
import { keptCursor, rowsAround, sortedPage } from "./page.ts";

export const threads = handlers({
  listThreads(world, { query }) {
    const page = rowsAround(world.threads.by("all"), query);
    return { entities: page.map(({ row: { id } }) => ({ id })), properties: keptCursor(page) };
  },
  createThread(world, { body: { group_id, msg_id, owner, name } }) {
    const { id } = createThread(world, { group: String(group_id), message: String(msg_id), owner, name });
    return { data: { thread_id: id } };
  },
  updateThread(world, { path, body: { name } }) {
    renameThread(world, findThread(world, path.thread_id), name);
    return { data: { name } };
  },
  deleteThread(world, { path }) {
    deleteThread(world, findThread(world, path.thread_id));
    return { data: { status: "ok" } };
  },
  listJoinedThreads(world, { path, query }) {
    const page = sortedPage(joinedThreads(world, findUser(world, path.username).username), query);
    return { entities: page.map(({ row }) => entity(row)), properties: keptCursor(page) };
  },
  listJoinedThreadsInChatgroup(world, { path: { username, group_id }, query }) {
    if (world.channels.get(group_id)?.kind !== "group") throw refuse("ServiceResourceNotFound");
    const joined = joinedThreads(world, findUser(world, username).username);
    const page = sortedPage(
      joined.filter(({ row }) => row.group === group_id),
      query,
    );
    return { entities: page.map(({ row }) => entity(row)), properties: keptCursor(page) };
  },
});

function entity({ name, owner, id, message, group, created }: Thread): components["schemas"]["Thread"] {
  return { name, owner, id, msgId: message, groupId: group, created };
}
