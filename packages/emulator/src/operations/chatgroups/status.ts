import { setDisabled } from "../../domain/channel.ts";
import { handlers } from "../handlers.ts";
import { findGroup } from "./find.ts";

export const status = handlers({
  disableChatgroup(world, { path }) {
    setDisabled(world, findGroup(world, path), true);
    return { data: { disabled: true } };
  },
  enableChatgroup(world, { path }) {
    setDisabled(world, findGroup(world, path), false);
    return { data: { disabled: false } };
  },
  checkChatgroupMembership(world, { path }) {
    return { data: world.members.has(findGroup(world, path).id, path.username) };
  },
});
