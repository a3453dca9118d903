/** Chat groups and chat rooms, as far as their journeys are the same. */
import { createChatgroup, createChatroom } from "../fixtures.ts";

export interface Space {
  /** In the names of steps. */
  noun: "group" | "room";
  /** Creates one. @returns its id */
  create: typeof createChatgroup;
  /** The operations that remove what a journey in it creates. */
  cleanup: string[];
}

export const chatgroup: Space = {
  noun: "group",
  create: createChatgroup,
  cleanup: ["deleteUser", "deleteChatgroup"],
};

export const chatroom: Space = {
  noun: "room",
  create: createChatroom,
  cleanup: ["deleteUser", "deleteChatroom"],
};
