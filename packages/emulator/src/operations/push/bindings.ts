import { bind } from "../../domain/push-binding.ts";
import { findPushUser } from "../../domain/push-settings.ts";
import type { PushBinding } from "../../world/push.ts";
import { handlers } from "../handlers.ts";

export const bindings = handlers({
  listPushBindings(world, { path }) {
    const { username } = findPushUser(world, path.username);
    return { entities: [...world.pushBindings.by("user", username)].map(entity) };
  },
  setPushBinding(world, { path, body: { device_id: device, device_token: token, notifier_name: certificate } }) {
    return { entities: bind(world, findPushUser(world, path.username), { device, token, certificate }).map(entity) };
  },
});

function entity({ device, token, certificate }: PushBinding) {
  return { device_id: device, device_token: token, notifier_name: certificate };
}
