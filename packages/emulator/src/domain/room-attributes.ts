/** Names and values that a chat room carries, each owned by who set it. */
import { texts } from "../generated/description.ts";
import type { Channel } from "../world/entities.ts";
import type { Happening } from "../world/events.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";
import { isMember } from "./membership.ts";

/** What became of each key: those for which it worked, and why not for the others. */
export interface KeyOutcome {
  successKeys: string[];
  errorKeys: Record<string, string>;
}

type AttributeEvent = Extract<Happening, { type: "room-attributes-set" | "room-attributes-removed" }>;

const REASONS = texts.ChatroomAttributeResult;

/** The attributes of a room; all of them where no keys are named. */
export function roomAttributesOf(world: World, { id }: Channel, keys: readonly string[]): Record<string, string> {
  const all = [...world.roomAttributes.by("channel", id)];
  const found = keys.length > 0 ? all.filter(({ key }) => keys.includes(key)) : all;
  return Object.fromEntries(found.map(({ key, value }) => [key, value]));
}

/** @throws Refusal NotInChatroomOfAttributes */
export function checkSetter(world: World, room: Channel, username: string): void {
  if (!isMember(world, room, username)) throw refuse("NotInChatroomOfAttributes");
}

/**
 * Sets attributes in a user's name.
 * @param isForced whether those of others may be overwritten
 */
export function setRoomAttributes(
  world: World,
  room: Channel,
  setter: string,
  {
    values,
    autoDelete,
    isForced,
  }: { values: Readonly<Record<string, string>>; autoDelete: boolean; isForced: boolean },
): KeyOutcome {
  const outcome = eachKey(Object.keys(values), (key) => {
    const existing = world.roomAttributes.get(room.id, key);
    if (existing && existing.setter !== setter && !isForced) return REASONS.foreign;
    const isFull = world.roomAttributes.by("channel", room.id).size >= world.quota("chatroomAttributes");
    if (!existing && isFull) return REASONS.full;
    world.roomAttributes.put({ channel: room.id, key, value: values[key] ?? "", setter, autoDelete });
    return undefined;
  });
  const { successKeys, errorKeys } = outcome;
  const stored = Object.fromEntries(successKeys.map((key) => [key, values[key] ?? ""]));
  emit(world, { type: "room-attributes-set", channel: room, user: setter, values: stored, errorKeys, isForced });
  return outcome;
}

/** Removes attributes in a user's name. */
export function removeRoomAttributes(
  world: World,
  room: Channel,
  username: string,
  keys: readonly string[],
  isForced: boolean,
): KeyOutcome {
  const outcome = eachKey(keys, (key) => {
    const existing = world.roomAttributes.get(room.id, key);
    if (!existing) return REASONS.absent;
    if (existing.setter !== username && !isForced) return REASONS.foreign;
    world.roomAttributes.delete(room.id, key);
    return undefined;
  });
  const { successKeys, errorKeys } = outcome;
  const values = Object.fromEntries(successKeys.map((key) => [key, ""]));
  emit(world, { type: "room-attributes-removed", channel: room, user: username, values, errorKeys, isForced });
  return outcome;
}

function emit(world: World, event: AttributeEvent): void {
  if (Object.keys(event.values).length > 0) world.emit(event);
}

function eachKey(keys: readonly string[], act: (key: string) => string | undefined): KeyOutcome {
  const failed = keys.map((key) => [key, act(key)] as const).filter(([, reason]) => reason !== undefined);
  const errorKeys = Object.fromEntries(failed) as Record<string, string>;
  const successKeys = keys.filter((key) => !Object.hasOwn(errorKeys, key));
  return { successKeys, errorKeys };
}
