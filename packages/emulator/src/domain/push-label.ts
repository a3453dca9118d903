/** Labels that gather users for pushes. */
import { texts } from "../generated/description.ts";
import type { PushLabel } from "../world/push.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** What became of users, by name: those for whom it worked, and why not for the others. */
export interface LabelOutcome {
  success: string[];
  fail: Record<string, string>;
}

/** @throws Refusal PushLabelNotFound */
export function findLabel(world: World, name: string): PushLabel {
  const label = world.pushLabels.get(keyOf(name));
  if (!label) throw refuse("PushLabelNotFound", { name });
  return label;
}

/** @throws Refusal PushLabelFieldRefused, PushLimitReached */
export function createLabel(world: World, name: string, description: string | undefined): PushLabel {
  const key = keyOf(name);
  if (world.pushLabels.has(key)) throw refuse("PushLabelFieldRefused", { field: "name" });
  if (world.pushLabels.size >= world.quota("pushLabels")) throw refuse("PushLimitReached");
  const label = { key, name, created: world.now, ...(description !== undefined && { description }) };
  world.pushLabels.put(label);
  return label;
}

/** Removes a label from the app and from its users. */
export function deleteLabel(world: World, { key }: PushLabel): void {
  world.pushLabelUsers.deleteBy("label", key);
  world.pushLabels.delete(key);
}

export function labelUserCount(world: World, { key }: PushLabel): number {
  return world.pushLabelUsers.by("label", key).size;
}

export function addLabelUsers(world: World, { key: label }: PushLabel, usernames: readonly string[]): LabelOutcome {
  return eachUser(world, usernames, (user) => {
    if (!world.pushLabelUsers.has(label, user)) world.pushLabelUsers.put({ label, user, created: world.now });
  });
}

export function removeLabelUsers(world: World, { key }: PushLabel, usernames: readonly string[]): LabelOutcome {
  return eachUser(world, usernames, (user) => world.pushLabelUsers.delete(key, user));
}

function eachUser(world: World, usernames: readonly string[], act: (username: string) => void): LabelOutcome {
  const success = usernames.filter((username) => world.users.has(username));
  const unregistered = usernames.filter((username) => !world.users.has(username));
  for (const username of success) act(username);
  const reason = texts.PushLabelUserChange.unregistered;
  return { success, fail: Object.fromEntries(unregistered.map((username) => [username, reason])) };
}

/** Capital letters in names of labels make no difference. */
function keyOf(name: string): string {
  return name.toLowerCase();
}
