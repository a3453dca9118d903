import { addLabelUsers, findLabel, removeLabelUsers } from "../../domain/push-label.ts";
import { handlers } from "../handlers.ts";
import { oldestPage } from "../page.ts";

export const labelUsers = handlers({
  listPushLabelUsers(world, { path, query }) {
    const { rows, next } = oldestPage(world.pushLabelUsers.by("label", findLabel(world, path.label_name).key), query);
    return { data: rows.map(({ user: username, created }) => ({ username, created })), ...next };
  },
  addPushLabelUsers(world, { path, body }) {
    return { data: addLabelUsers(world, findLabel(world, path.label_name), body.usernames) };
  },
  removePushLabelUsers(world, { path, body }) {
    return { data: removeLabelUsers(world, findLabel(world, path.label_name), body.usernames) };
  },
  getPushLabelUser(world, { path: { label_name, member } }) {
    const labelled = world.pushLabelUsers.get(findLabel(world, label_name).key, member);
    return { data: labelled ? { username: labelled.user, created: labelled.created } : {} };
  },
});
