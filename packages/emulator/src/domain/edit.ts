import type { Content, Message, MessageType } from "../world/messages.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** What a message becomes. */
export interface Edit {
  type: MessageType;
  body: Content;
  ext?: Content | undefined;
  /** Whether `ext` adds to what the message has; else it takes the place of it. */
  combinesExt: boolean;
}

const EDITABLE: readonly MessageType[] = ["txt", "custom"];
const MOST_EDITS = 10;

/**
 * Gives a message new content; its sender, its time and its place stay.
 * @throws Refusal MessageUnavailable, MessageTypeNotEditable, MessageEditedTooOften
 */
export function editMessage(world: World, id: string, { type, body, ext, combinesExt }: Edit): Message {
  const message = world.messages.get(id);
  if (!message) throw refuse("MessageUnavailable");
  if (message.type !== type || !EDITABLE.includes(type)) throw refuse("MessageTypeNotEditable");
  const { edits = 0 } = message;
  if (edits >= MOST_EDITS) throw refuse("MessageEditedTooOften");
  const next = ext && combinesExt ? { ...message.ext, ...ext } : (ext ?? message.ext);
  const { frame: _, ...kept } = message;
  const edited = { ...kept, body, edits: edits + 1, ...(next && { ext: next }) };
  world.messages.put(edited);
  world.emit({ type: "message-edited", message: edited });
  return edited;
}
