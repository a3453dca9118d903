import { createLabel, deleteLabel, findLabel, labelUserCount } from "../../domain/push-label.ts";
import type { PushLabel } from "../../world/push.ts";
import type { World } from "../../world/world.ts";
import { handlers } from "../handlers.ts";
import { newestPage } from "../page.ts";

export const labels = handlers({
  listPushLabels(world, { query }) {
    const { rows, next } = newestPage(world.pushLabels.by("all"), query);
    return { data: rows.map((label) => counted(world, label)), ...next };
  },
  createPushLabel: (world, { body: { name, description } }) => ({
    data: entity(createLabel(world, name, description)),
  }),
  getPushLabel: (world, { path }) => ({ data: counted(world, findLabel(world, path.label_name)) }),
  deletePushLabel(world, { path }) {
    deleteLabel(world, findLabel(world, path.label_name));
    return { data: "success" };
  },
});

function counted(world: World, label: PushLabel) {
  return { ...entity(label), count: labelUserCount(world, label) };
}

function entity({ name, description, created: createdAt }: PushLabel) {
  return { name, ...(description !== undefined && { description }), createdAt };
}
