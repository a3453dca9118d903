import { setAnnouncement } from "../../domain/channel.ts";
import { handlers } from "../handlers.ts";
import { findRoom } from "./find.ts";

export const announcement = handlers({
  getChatroomAnnouncement: (world, { path }) => ({ data: { announcement: findRoom(world, path).announcement } }),
  updateChatroomAnnouncement(world, { path, body }) {
    setAnnouncement(world, findRoom(world, path), body.announcement);
    return { data: { id: path.chatroom_id, result: true } };
  },
});
