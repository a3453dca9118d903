import { deleteTemplate, findTemplate, putTemplate } from "../../domain/push-template.ts";
import type { PushTemplate } from "../../world/push.ts";
import { handlers } from "../handlers.ts";

export const templates = handlers({
  createPushTemplate(world, { body: { name, title_pattern: title, content_pattern: content } }) {
    return { data: entity(putTemplate(world, { name, title, content })) };
  },
  getPushTemplate: (world, { path }) => ({ data: entity(findTemplate(world, path.name)) }),
  deletePushTemplate: (world, { path }) => ({ data: entity(deleteTemplate(world, path.name)) }),
});

function entity({ name, title, content, created: createAt, modified: updateAt }: PushTemplate) {
  return { name, createAt, updateAt, title_pattern: title, content_pattern: content };
}
