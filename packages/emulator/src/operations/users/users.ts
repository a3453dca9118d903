import { findUser, findUserByNameOrUuid } from "../../domain/find-user.ts";
import { changeProfile } from "../../domain/push-profile.ts";
import { deleteUser, register, registerAll } from "../../domain/user.ts";
import { texts } from "../../generated/description.ts";
import { fill } from "../../world/text.ts";
import { handlers } from "../handlers.ts";
import { oldestPage } from "../page.ts";
import { userEntity } from "./entity.ts";
import { profileEntity, toProfileChange } from "./push-profile.ts";

export const users = handlers({
  createUsers(world, { body }) {
    if (!Array.isArray(body)) return { entities: [userEntity(register(world, body))] };
    const { registered, taken } = registerAll(world, body);
    const reason = texts.UserRegistrationFailure.taken;
    const data = taken.map((username) => ({ username, registerUserFailReason: fill(reason, { username }) }));
    return { entities: registered.map(userEntity), data };
  },
  listUsers(world, { query }) {
    const { rows, next } = oldestPage(world.users.by("all"), query);
    return { entities: rows.map(userEntity), ...next };
  },
  deleteUsers(world, { query }) {
    const { rows, next } = oldestPage(world.users.by("all"), query);
    for (const user of rows) deleteUser(world, user);
    return { entities: rows.map(userEntity), ...next };
  },
  getUser(world, { path }) {
    return { entities: [userEntity(findUser(world, path.username))] };
  },
  updateUserPushSettings(world, { path, body }) {
    const [user, profile] = changeProfile(world, path.username, toProfileChange(body));
    return { entities: [{ ...userEntity(user), ...profileEntity(profile) }] };
  },
  deleteUser(world, { path }) {
    const user = findUserByNameOrUuid(world, path.username);
    deleteUser(world, user);
    return { entities: [userEntity(user)] };
  },
});
