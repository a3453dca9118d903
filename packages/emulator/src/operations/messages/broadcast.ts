import { broadcastToRooms, broadcastToUsers } from "../../domain/broadcast.ts";
import { handlers } from "../handlers.ts";
import { whole } from "../shared/whole.ts";
import { fromFlat } from "./draft.ts";

export const broadcast = handlers({
  broadcastChatroomMessage: (world, { body }) => ({ data: { id: whole(broadcastToRooms(world, fromFlat(body))) } }),
  broadcastMessage: (world, { body }) => ({ data: { id: whole(broadcastToUsers(world, fromFlat(body))) } }),
  broadcastOnlineMessage(world, { body }) {
    return { data: { id: whole(broadcastToUsers(world, { ...fromFlat(body), onlineOnly: true })) } };
  },
});
