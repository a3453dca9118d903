/** Contacts and blocked users of whoever calls. */
import { block, setRemark, unblock } from "../domain/contact.ts";
import { findNamedUser, findUser } from "../domain/find-user.ts";
import { answerContact, requestContact } from "../domain/request.ts";
import { newestPage } from "../operations/page.ts";
import type { World } from "../world/world.ts";
import { sdkHandlers } from "./handlers.ts";

const DONE = { data: { result: true } };

function named(world: World, usernames: readonly string[]) {
  return usernames.map((username) => findNamedUser(world, username.toLowerCase()));
}

export const contacts = sdkHandlers({
  requestContacts(world, { body, caller }) {
    const from = findUser(world, caller.user);
    for (const user of named(world, body.usernames)) requestContact(world, from, user, body.reason ?? "");
    return DONE;
  },
  acceptContact(world, { path, caller }) {
    answerContact(world, findUser(world, caller.user), findNamedUser(world, path.user.toLowerCase()), true);
    return DONE;
  },
  declineContact(world, { path, caller }) {
    answerContact(world, findUser(world, caller.user), findNamedUser(world, path.user.toLowerCase()), false);
    return DONE;
  },
  listContactsOfClient(world, { query: { limit = 20, cursor, needReturnRemark }, caller }) {
    const page = newestPage(world.contacts.by("owner", caller.user), { limit, ...(cursor && { cursor }) });
    const contacts = page.rows.map(({ user: username, remark }) => ({
      username,
      remark: (needReturnRemark && remark) || null,
    }));
    return { data: { ...page.next, contacts } };
  },
  setContactRemarkOfClient(world, { path, body, caller }) {
    setRemark(world, findUser(world, caller.user), findNamedUser(world, path.user.toLowerCase()), body.remark);
    return DONE;
  },
  blockUsersOfClient(world, { body, caller }) {
    block(world, findUser(world, caller.user), named(world, body.usernames));
    return DONE;
  },
  unblockUsersOfClient(world, { body, caller }) {
    for (const user of named(world, body.usernames)) unblock(world, findUser(world, caller.user), user);
    return DONE;
  },
});
