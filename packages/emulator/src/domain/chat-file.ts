/** Files that messages carry. */
import type { ChatFile } from "../world/messages.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** How long a file is kept, in ms. */
const LIFETIME = 7 * 86_400_000;

/**
 * Notes a file that was uploaded.
 * @param isRestricted whether only those can read it who know its secret
 * @throws Refusal FilePartMissing, FileTooLarge
 */
export function addChatFile(
  world: World,
  file: Pick<ChatFile, "id" | "name" | "size"> | undefined,
  isRestricted: boolean,
): ChatFile {
  if (!file) throw refuse("FilePartMissing");
  const { id, name, size } = file;
  if (size > world.quota("chatFileBytes")) throw refuse("FileTooLarge");
  const added = { id, name, size, created: world.now, ...(isRestricted && { secret: world.ids.secret() }) };
  world.chatFiles.put(added);
  return added;
}

/** @throws Refusal FileUnknown, FileExpired, Unauthorized where it has another secret */
export function readChatFile(world: World, id: string, secret: string | undefined): ChatFile {
  const file = world.chatFiles.get(id);
  if (!file) throw refuse("FileUnknown");
  if (file.created + LIFETIME <= world.now) throw refuse("FileExpired", { id });
  if (file.secret !== undefined && file.secret !== secret) throw refuse("Unauthorized");
  return file;
}

/** Removes a file. Its bytes go once that is stored. */
export function removeChatFile(world: World, { id }: ChatFile): void {
  world.chatFiles.delete(id);
  world.emit({ type: "chat-file-removed", id });
}

/** The file that a message's URL leads to. */
export function fileOfUrl(world: World, url: string): ChatFile | undefined {
  const id = /\/chatfiles\/([^/?#]+)/.exec(url)?.[1];
  return id === undefined ? undefined : world.chatFiles.get(id);
}
