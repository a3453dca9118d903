import { setAnnouncement } from "../../domain/channel.ts";
import { handlers } from "../handlers.ts";
import { findGroup } from "./find.ts";

export const announcement = handlers({
  getChatgroupAnnouncement: (world, { path }) => ({ data: { announcement: findGroup(world, path).announcement } }),
  updateChatgroupAnnouncement(world, { path, body }) {
    setAnnouncement(world, findGroup(world, path), body.announcement);
    return { data: { id: path.group_id, result: true } };
  },
});
