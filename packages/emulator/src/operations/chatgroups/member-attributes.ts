import {
  checkGroupOfAttributes,
  memberAttributesOf,
  readMemberAttributes,
  setMemberAttributes,
} from "../../domain/member-attributes.ts";
import { pick } from "../../domain/user-attributes.ts";
import { handlers } from "../handlers.ts";

export const memberAttributes = handlers({
  getChatgroupMemberAttributes(world, { path }) {
    return { data: readMemberAttributes(world, checkGroupOfAttributes(world, path.group_id), path.username) };
  },
  setChatgroupMemberAttributes(world, { path, body: { metaData } }) {
    return { data: setMemberAttributes(world, checkGroupOfAttributes(world, path.group_id), path.username, metaData) };
  },
  getChatgroupMemberAttributesBatch(world, { path, body: { targets, properties = [] } }) {
    const group = checkGroupOfAttributes(world, path.group_id);
    const members = targets.filter((username) => world.members.has(group.id, username));
    const entries = members.map((username) => [username, memberAttributesOf(world, group, username)] as const);
    const chosen = entries.map(([name, values]) => [name, properties.length > 0 ? pick(values, properties) : values]);
    return { data: Object.fromEntries(chosen) };
  },
});
