import type { Channel, SharedFile } from "../world/entities.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { storedChatFiles } from "./chat-file.ts";

/** @throws Refusal ChatgroupFileUnknown */
export function findFile(world: World, { id: channel }: Channel, id: string): SharedFile {
  const file = world.sharedFiles.get(channel, id);
  if (!file) throw refuse("ChatgroupFileUnknown");
  return file;
}

/** What is uploaded; its bytes are in the file store. */
export type Upload = Pick<SharedFile, "id" | "name" | "size" | "type">;

/**
 * Shares a file in a group, under its name in small letters.
 * @param username who uploaded it; the group's owner where the app did
 * @throws Refusal ChatgroupFileMissing
 */
export function shareFile(world: World, channel: Channel, file: Upload | undefined, username?: string): SharedFile {
  if (!file) throw refuse("ChatgroupFileMissing");
  const { id, name, size, type } = file;
  const owner = username ?? channel.owner;
  const shared = { id, name: name.toLowerCase(), size, type, owner, channel: channel.id, created: world.now };
  world.sharedFiles.put(shared);
  world.emit({ type: "file-shared", channel, file: shared });
  return shared;
}

/** Takes a file out of a group. Its bytes go once that is stored. */
export function removeFile(world: World, channel: Channel, { id }: SharedFile): void {
  world.sharedFiles.delete(channel.id, id);
  world.emit({ type: "file-removed", channel, id });
}

/** The ids of all files of an app. */
export function storedFileIds(world: World): Set<string> {
  return new Set([...[...world.sharedFiles.list()].map(({ row }) => row.id), ...storedChatFiles(world)]);
}
