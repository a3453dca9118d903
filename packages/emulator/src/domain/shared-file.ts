import type { Channel, SharedFile } from "../world/entities.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** @throws Refusal ChatgroupFileUnknown */
export function findFile(world: World, { id: channel }: Channel, id: string): SharedFile {
  const file = world.sharedFiles.get(channel, id);
  if (!file) throw refuse("ChatgroupFileUnknown");
  return file;
}

export function shareFile(
  world: World,
  channel: Channel,
  file: Pick<SharedFile, "id" | "name" | "size" | "type" | "owner">,
): SharedFile {
  const shared = { ...file, channel: channel.id, created: world.now };
  world.sharedFiles.put(shared);
  world.emit({ type: "file-shared", channel, id: file.id });
  return shared;
}

/** Takes a file out of a group. Its bytes go once that is stored. */
export function removeFile(world: World, channel: Channel, { id }: SharedFile): void {
  world.sharedFiles.delete(channel.id, id);
  world.emit({ type: "file-removed", channel, id });
}

/** The ids of all files of an app. */
export function storedFileIds(world: World): Set<string> {
  return new Set([...world.sharedFiles.list()].map(({ row }) => row.id));
}
