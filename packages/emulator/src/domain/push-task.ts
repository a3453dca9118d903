/** Notifications to many users at once, now or later. */
import type { PushNotification, PushSend } from "../world/push.ts";
import { refuse } from "../world/refuse.ts";
import { schedule } from "../world/schedule.ts";
import type { World } from "../world/world.ts";
import { findLabel } from "./push-label.ts";
import { finish } from "./push-send.ts";

/** How what is due is named: that a task begins. */
export const PUSH_TASK = "push-task-begins";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Whom a task notifies. */
type Audience = Pick<PushSend, "kind" | "targets">;

/**
 * Makes a task, which begins at once or when its start has come.
 * @param start in UTC, such as `2026-03-03 18:00:00`
 * @returns its id
 * @throws Refusal PushParameterRefused, PushLimitReached; PushLabelNotFound
 */
export function startTask(world: World, audience: Audience, notification: PushNotification, start?: string): string {
  if (audience.kind === "labels") for (const name of audience.targets ?? []) findLabel(world, name);
  const begins = start === undefined ? world.now : timeOf(world, start);
  if (world.pushSends.by("waiting").size >= world.quota("pushTasks")) throw refuse("PushLimitReached");
  const task: PushSend = { id: world.ids.message(), begins, ...audience, ...notification };
  if (start === undefined) {
    finish(world, task, usersOf(world, task));
  } else {
    world.pushSends.put(task);
    schedule(world, PUSH_TASK, task.id, begins);
  }
  return task.id;
}

/** Does what a task is for, once its start has come. */
export function beginTask(world: World, id: string): void {
  const task = world.pushSends.get(id);
  if (task) finish(world, task, usersOf(world, task));
}

/** @throws Refusal PushParameterRefused for a start that is too near, too far, or on no day of the calendar */
function timeOf(world: World, start: string): number {
  const time = Date.parse(`${start.replace(" ", "T")}Z`);
  const ahead = time - world.now;
  if (ahead >= HOUR && ahead <= 30 * DAY) return time;
  throw refuse("PushParameterRefused", { field: "startDate" });
}

function usersOf(world: World, { kind, targets = [] }: PushSend): string[] {
  if (kind === "everyone") return [...world.users.list()].map(({ row }) => row.username);
  if (kind === "users") return targets.filter((username) => world.users.has(username));
  const [first = new Set<string>(), ...others] = targets.map((name) => labelled(world, name));
  return [...first].filter((username) => others.every((users) => users.has(username)));
}

/** Those who carry a label; nobody, where it is gone. */
function labelled(world: World, name: string): Set<string> {
  return new Set([...world.pushLabelUsers.by("label", name.toLowerCase())].map(({ user }) => user));
}
