import { befriend, setRemark, unfriend } from "../../domain/contact.ts";
import { findUser } from "../../domain/find-user.ts";
import type { User } from "../../world/entities.ts";
import { handlers } from "../handlers.ts";
import { newestPage } from "../page.ts";
import { userEntity } from "../users/entity.ts";

export const contacts = handlers({
  addContact(world, { path }) {
    const [owner, friend] = [findUser(world, path.owner_username), findUser(world, path.friend_username)];
    befriend(world, owner, friend);
    return { path: pathOf(owner), entities: [userEntity(friend)] };
  },
  removeContact(world, { path }) {
    const [owner, friend] = [findUser(world, path.owner_username), findUser(world, path.friend_username)];
    unfriend(world, owner, friend);
    return { path: pathOf(owner), entities: [userEntity(friend)] };
  },
  listContacts(world, { path }) {
    const { username } = findUser(world, path.owner_username);
    return {
      data: world.contacts
        .by("owner", username)
        .newest(world.quota("contactsListed"))
        .map(({ user }) => user),
    };
  },
  listContactsByPage(world, { path, query }) {
    const { username } = findUser(world, path.username);
    const { rows, next } = newestPage(world.contacts.by("owner", username), query);
    const withRemark = query.needReturnRemark;
    const list = rows.map(({ user, remark }) => ({ remark: (withRemark && remark) || null, username: user }));
    return { data: { contacts: list }, count: list.length, ...next };
  },
  setContactRemark(world, { path, body }) {
    setRemark(world, findUser(world, path.owner_username), findUser(world, path.friend_username), body.remark);
    return { status: "ok" };
  },
});

function pathOf({ uuid }: User): string {
  return `/users/${uuid}/contacts`;
}
