import { broadcastToRooms, broadcastToUsers } from "../../domain/broadcast.ts";
import { handlers } from "../handlers.ts";
import { fromFlat } from "./draft.ts";

export const broadcast = handlers({
  broadcastChatroomMessage: (world, { body }) => ({ data: { id: whole(broadcastToRooms(world, fromFlat(body))) } }),
  broadcastMessage: (world, { body }) => ({ data: { id: whole(broadcastToUsers(world, fromFlat(body))) } }),
  broadcastOnlineMessage(world, { body }) {
    return { data: { id: whole(broadcastToUsers(world, { ...fromFlat(body), onlineOnly: true })) } };
  },
});

/** Puts a number into a response that a JavaScript number would round. */
function whole(digits: string): number {
  const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => number };
  return rawJSON(digits);
}
