import { attributesOf, deleteAttributes, pick, setAttributes, totalSize } from "../../domain/user-attributes.ts";
import { handlers } from "../handlers.ts";

export const attributes = handlers({
  getUserAttributes: (world, { path }) => ({ data: attributesOf(world, path.username) }),
  setUserAttributes(world, { path, body }) {
    setAttributes(world, path.username, body);
    return { data: body };
  },
  deleteUserAttributes(world, { path }) {
    deleteAttributes(world, path.username);
    return { data: true };
  },
  getUserAttributesBatch(world, { body: { targets, properties } }) {
    const entries = targets.map((username) => [username, pick(attributesOf(world, username), properties)]);
    return { data: Object.fromEntries(entries) };
  },
  getUserAttributesSize: (world) => ({ data: totalSize(world) }),
});
