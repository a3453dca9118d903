import { findUser } from "../../domain/find-user.ts";
import { activeMutes, SCOPES, secondsLeft, setGlobalMute } from "../../domain/global-mute.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";
import { numberedPage } from "../page.ts";

export const globalMute = handlers({
  setGlobalMute(world, { body }) {
    setGlobalMute(world, findUser(world, body.username), body);
    return { data: { result: "ok" } };
  },
  getGlobalMute(world, { path }) {
    const { username } = findUser(world, path.username);
    const mute = world.globalMutes.get(username);
    const [chat = 0, groupchat = 0, chatroom = 0] = SCOPES.map((scope) => secondsLeft(world, mute, scope));
    return { data: { userid: username, chat, groupchat, chatroom, unixtime: unixtime(world) } };
  },
  listGlobalMutes(world, { query }) {
    const [limit, skipped] = numberedPage(query.pageNum, query.pageSize);
    const page = activeMutes(world).slice(skipped, skipped + limit);
    const data = page.map(({ username, scope, seconds }) => ({ username, [scope]: seconds }));
    return { data: { data, unixtime: unixtime(world) } };
  },
});

function unixtime(world: World): number {
  return Math.floor(world.now / 1000);
}
