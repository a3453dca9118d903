import type { components } from "@agora-chat-openapi/spec";
import { createCertificate, deleteCertificate } from "../../domain/push-binding.ts";
import type { PushCertificate } from "../../world/push.ts";
import { handlers } from "../handlers.ts";

export const certificates = handlers({
  listPushCertificates: (world) => ({ entities: [...world.pushCertificates.by("all")].map(entity) }),
  createPushCertificate: (world, { body }) => ({ entities: [entity(createCertificate(world, body))] }),
  deletePushCertificate: (world, { path }) => ({ entities: [entity(deleteCertificate(world, path.notifier_uuid))] }),
});

function entity({ uuid, settings, created }: PushCertificate): components["schemas"]["PushCertificate"] {
  return { ...settings, uuid, type: "notifier", created, modified: created, disabled: false };
}
