/** The tokens that users' devices have at the push services of vendors, and the certificates that these are for. */
import type { User } from "../world/entities.ts";
import type { PushBinding, PushCertificate } from "../world/push.ts";
import { refuse } from "../world/refuse.ts";
import type { World } from "../world/world.ts";

/**
 * Binds a token to a user's device, or takes tokens away.
 * @returns what is bound to the device now
 */
export function bind(world: World, { username: user }: User, binding: Omit<PushBinding, "user">): PushBinding[] {
  const { device, certificate, token } = binding;
  if (certificate === "") {
    for (const each of bindingsOf(world, user, device)) remove(world, each);
  } else if (token === "") {
    remove(world, { user, device, certificate });
  } else {
    world.pushBindings.put({ user, device, certificate, token });
  }
  return bindingsOf(world, user, device);
}

function bindingsOf(world: World, user: string, device: string): PushBinding[] {
  return [...world.pushBindings.by("user", user)].filter((binding) => binding.device === device);
}

function remove(world: World, { user, device, certificate }: Omit<PushBinding, "token">): void {
  world.pushBindings.delete(user, device, certificate);
}

export function createCertificate(world: World, settings: PushCertificate["settings"]): PushCertificate {
  const certificate = { uuid: world.ids.uuid(), settings, created: world.now };
  world.pushCertificates.put(certificate);
  return certificate;
}

/** @throws Refusal ServiceResourceNotFound */
export function deleteCertificate(world: World, uuid: string): PushCertificate {
  const certificate = world.pushCertificates.get(uuid);
  if (!certificate) throw refuse("ServiceResourceNotFound");
  world.pushCertificates.delete(uuid);
  return certificate;
}
