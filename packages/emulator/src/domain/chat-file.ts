/** Files that messages carry. */
import type { ChatFile } from "../world/messages.ts";
import { refuse } from "../world/refuse.ts";
import { cancel, schedule } from "../world/schedule.ts";
import type { World } from "../world/world.ts";

/** How long a file is kept, in ms. */
const LIFETIME = 7 * 86_400_000;
/** How long it is known that there was one, in ms. */
const REMEMBERED = 30 * 86_400_000;

/** How what is due is named: that the bytes of a file go, and later what is known of it. */
export const FILE_EXPIRY = "chat-file-expires";

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
  schedule(world, FILE_EXPIRY, id, world.now + LIFETIME);
  return added;
}

/** @throws Refusal FileUnknown, FileExpired, Unauthorized where it has another secret */
export function readChatFile(world: World, id: string, secret: string | undefined): ChatFile {
  const file = world.chatFiles.get(id);
  if (!file) throw refuse("FileUnknown");
  if (isExpired(world, file)) throw refuse("FileExpired", { id });
  if (file.secret !== undefined && file.secret !== secret) throw refuse("Unauthorized");
  return file;
}

/** Whether a secret opens a file, whoever has it. */
export function isOpenedBy(world: World, id: string, secret: string): boolean {
  return world.chatFiles.get(id)?.secret === secret;
}

function isExpired(world: World, { created }: ChatFile): boolean {
  return created + LIFETIME <= world.now;
}

/** The ids of the files whose bytes are stored. */
export function storedChatFiles(world: World): string[] {
  return [...world.chatFiles.list()].filter(({ row }) => !isExpired(world, row)).map(({ key }) => key);
}

/** Removes the bytes of a file whose time is over; once it is long over, nothing is known of the file any more. */
export function expireChatFile(world: World, id: string): void {
  const file = world.chatFiles.get(id);
  if (!file) return;
  const forgotten = file.created + REMEMBERED;
  if (forgotten <= world.now) {
    world.chatFiles.delete(id);
    return;
  }
  schedule(world, FILE_EXPIRY, id, forgotten);
  world.emit({ type: "chat-file-removed", id });
}

/** Removes a file. Its bytes go once that is stored. */
export function removeChatFile(world: World, { id }: ChatFile): void {
  world.chatFiles.delete(id);
  cancel(world, FILE_EXPIRY, id);
  world.emit({ type: "chat-file-removed", id });
}

/** The file that a message's URL leads to. */
export function fileOfUrl(world: World, url: string): ChatFile | undefined {
  const id = /\/chatfiles\/([^/?#]+)/.exec(url)?.[1];
  return id === undefined ? undefined : world.chatFiles.get(id);
}
