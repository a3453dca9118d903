/** What rooms and groups carry: attributes, and files. */
import { randomUUID } from "node:crypto";
import { type Body, fileOf, type Handlers, NOT_FOUND, pageByNumber, refuse } from "./handler.ts";
import type { Space, State } from "./state.ts";

const roomOf = (state: State, { chatroom_id = "" }: Record<string, string>) => state.rooms.get(chatroom_id);
const groupOf = (state: State, { group_id = "" }: Record<string, string>) => state.groups.get(group_id);
const isIn = ({ owner, members }: Space, username: string) => owner === username || members.has(username);

/** Changes attributes, each of which only its owner may change without force. */
function change(keys: string[], space: Space, username: string, isForced: boolean, act: (key: string) => void): Body {
  const isOwn = (key: string) => isForced || [username, undefined].includes(space.attributes.get(key)?.by);
  const successKeys = keys.filter(isOwn);
  for (const key of successKeys) act(key);
  const refused = keys.filter((key) => !successKeys.includes(key));
  const errorKeys = Object.fromEntries(refused.map((key) => [key, "others are not allowed to be set"]));
  return { data: { successKeys, errorKeys } };
}

const set =
  (isForced: boolean): Handlers[string] =>
  ({ path, body: { metaData } }, state) => {
    const room = roomOf(state, path);
    const { username = "" } = path;
    if (!room) return NOT_FOUND;
    if (!isIn(room, username)) return refuse("MetadataException");
    return change(Object.keys(metaData), room, username, isForced, (key) =>
      room.attributes.set(key, { value: metaData[key], by: username }),
    );
  };

const remove =
  (isForced: boolean): Handlers[string] =>
  ({ path, body: { keys } }, state) => {
    const room = roomOf(state, path);
    if (!room) return NOT_FOUND;
    return change(keys, room, path["username"] ?? "", isForced, (key) => room.attributes.delete(key));
  };

export const notes: Handlers = {
  setChatroomAttributes: set(false),
  forceSetChatroomAttributes: set(true),
  removeChatroomAttributes: remove(false),
  forceRemoveChatroomAttributes: remove(true),
  getChatroomAttributes({ path, body: { keys = [] } }, state) {
    const room = roomOf(state, path);
    if (!room) return NOT_FOUND;
    const asked = [...room.attributes].filter(([key]) => keys.length === 0 || keys.includes(key));
    return { data: Object.fromEntries(asked.map(([key, { value }]) => [key, value])) };
  },

  setChatgroupMemberAttributes({ path, body: { metaData } }, state) {
    const group = groupOf(state, path);
    const { username = "" } = path;
    if (!group || !isIn(group, username)) return refuse("MetadataException");
    const all: Record<string, string> = { ...group.memberAttributes.get(username), ...metaData };
    group.memberAttributes.set(username, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")));
    return { data: metaData };
  },
  getChatgroupMemberAttributes({ path }, state) {
    const group = groupOf(state, path);
    const { username = "" } = path;
    if (!group || !isIn(group, username)) return refuse("MetadataException");
    return { data: group.memberAttributes.get(username) ?? {} };
  },
  getChatgroupMemberAttributesBatch({ path, body: { targets, properties } }, state) {
    const group = groupOf(state, path);
    if (!group) return NOT_FOUND;
    const of = (name: string) => Object.entries(group.memberAttributes.get(name) ?? {});
    const pick = (name: string) => of(name).filter(([key]) => properties?.includes(key) ?? true);
    return { data: Object.fromEntries(targets.map((name: string) => [name, Object.fromEntries(pick(name))])) };
  },

  async uploadFile(call, state) {
    const file = await fileOf(call);
    const uuid = randomUUID();
    const isRestricted = call.headers.get("restrict-access") === "true";
    const secret = isRestricted ? randomUUID() : undefined;
    state.files.set(uuid, { name: file.name, bytes: await bytesOf(file), ...(secret && { secret }) });
    return { entities: [{ uuid, type: "chatfile", ...(secret && { "share-secret": secret }) }] };
  },
  downloadFile: ({ path }, state) => state.files.get(path["file_uuid"] ?? "")?.bytes ?? refuse("entity_not_found"),
  downloadFileByPost: ({ path }, state) =>
    state.files.get(path["file_uuid"] ?? "")?.bytes ?? refuse("entity_not_found"),

  async uploadChatgroupFile(call, state) {
    const group = groupOf(state, call.path);
    if (!group) return NOT_FOUND;
    const file = await fileOf(call);
    const file_id = randomUUID();
    const created = Date.now();
    group.files.set(file_id, { name: file.name, bytes: await bytesOf(file), created });
    const file_url = `https://files.example.com/${file_id}`;
    return { data: { file_url, group_id: group.id, file_name: file.name, created, file_id, file_size: file.size } };
  },
  listChatgroupFiles({ path, query }, state) {
    const group = groupOf(state, path);
    if (!group) return NOT_FOUND;
    const files = [...group.files].map(([file_id, { name, bytes, created }]) => ({
      ...{ file_id, file_name: name, file_owner: group.owner, file_size: bytes.length, created },
    }));
    return { data: pageByNumber(files, query) };
  },
  downloadChatgroupFile({ path }, state) {
    return groupOf(state, path)?.files.get(path["file_id"] ?? "")?.bytes ?? NOT_FOUND;
  },
  deleteChatgroupFile({ path }, state) {
    const { group_id, file_id = "" } = path;
    if (!groupOf(state, path)?.files.delete(file_id)) return NOT_FOUND;
    return { data: { group_id, file_id, result: true } };
  },
};

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}
