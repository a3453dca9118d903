/** Wordings of push notifications. */
import type { PushTemplate } from "../world/push.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/** @throws Refusal PushTemplateNotFound */
export function findTemplate(world: World, name: string): PushTemplate {
  const template = world.pushTemplates.get(name);
  if (!template) throw refuse("PushTemplateNotFound", { name });
  return template;
}

/** Makes a template, or replaces the one with its name. */
export function putTemplate(world: World, wording: Pick<PushTemplate, "name" | "title" | "content">): PushTemplate {
  const created = world.pushTemplates.get(wording.name)?.created ?? world.now;
  const template = { ...wording, created, modified: world.now };
  world.pushTemplates.put(template);
  return template;
}

/** @throws Refusal PushTemplateNotFound */
export function deleteTemplate(world: World, name: string): PushTemplate {
  const template = findTemplate(world, name);
  world.pushTemplates.delete(name);
  return template;
}
