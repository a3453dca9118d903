import { block, unblock } from "../../domain/contact.ts";
import { findUser } from "../../domain/find-user.ts";
import { unpaged } from "../../generated/description.ts";
import { handlers } from "../handlers.ts";
import { namePage } from "../page.ts";
import { userEntity } from "../users/entity.ts";

export const blocklist = handlers({
  blockUsers(world, { path, body: { usernames } }) {
    const owner = findUser(world, path.owner_username);
    block(
      world,
      owner,
      usernames.map((username) => findUser(world, username)),
    );
    return { data: usernames };
  },
  listBlockedUsers(world, { path, query }) {
    const { username } = findUser(world, path.owner_username);
    return namePage(world.userBlocks.by("owner", username), query, unpaged.listBlockedUsers);
  },
  unblockUser(world, { path }) {
    const [owner, user] = [findUser(world, path.owner_username), findUser(world, path.blocked_username)];
    unblock(world, owner, user);
    return { path: `/users/${owner.uuid}/blocks`, entities: [userEntity(user)] };
  },
});
