import {
  checkSetter,
  removeRoomAttributes,
  roomAttributesOf,
  setRoomAttributes,
} from "../../domain/room-attributes.ts";
import { handlers } from "../handlers.ts";
import { findRoom } from "./find.ts";

export const attributes = handlers({
  getChatroomAttributes: (world, { path, body }) => ({
    data: roomAttributesOf(world, findRoom(world, path), body?.keys ?? []),
  }),
  setChatroomAttributes(world, { path, body: { metaData: values, autoDelete } }) {
    const room = findRoom(world, path);
    checkSetter(world, room, path.username);
    const setting = { values, autoDelete: autoDelete === "DELETE", isForced: false };
    return { data: setRoomAttributes(world, room, path.username, setting) };
  },
  forceSetChatroomAttributes(world, { path, body: { metaData: values, autoDelete } }) {
    const room = findRoom(world, path);
    checkSetter(world, room, path.username);
    const setting = { values, autoDelete: autoDelete === "DELETE", isForced: true };
    return { data: setRoomAttributes(world, room, path.username, setting) };
  },
  removeChatroomAttributes(world, { path, body: { keys = [] } }) {
    const room = findRoom(world, path);
    checkSetter(world, room, path.username);
    return { data: removeRoomAttributes(world, room, path.username, keys, false) };
  },
  forceRemoveChatroomAttributes(world, { path, body: { keys = [] } }) {
    return { data: removeRoomAttributes(world, findRoom(world, path), path.username, keys, true) };
  },
});
