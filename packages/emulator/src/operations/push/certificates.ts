import type { components } from "@agora-chat-openapi/spec";
import { createCertificate, deleteCertificate } from "../../domain/push-binding.ts";
import type { PushCertificate } from "../../world/push.ts";
import { handlers } from "../handlers.ts";

type Settings = PushCertificate["settings"];
type VendorSettings = components["schemas"]["PushCertificateSettings"];

/** What the service knows of each vendor; it drops the rest. */
const VENDORS: { [Name in keyof VendorSettings]-?: readonly (keyof NonNullable<VendorSettings[Name]>)[] } = {
  apnsPushSettings: ["teamId", "keyId", "sound"],
  googlePushSettings: ["pushType", "priority", "projectId", "version", "supportAPNs", "sound"],
  huaweiPushSettings: ["category", "activityClass", "apiVersion"],
  xiaomiPushSetings: ["channelId"],
  vivoPushSettings: ["category"],
  oppoPushSettings: ["channelId", "category"],
  honorPushSettings: ["activityClass"],
};

export const certificates = handlers({
  listPushCertificates: (world) => ({ entities: [...world.pushCertificates.by("all")].map(entity) }),
  createPushCertificate: (world, { body }) => ({ entities: [entity(createCertificate(world, known(body)))] }),
  deletePushCertificate: (world, { path }) => ({ entities: [entity(deleteCertificate(world, path.notifier_uuid))] }),
});

function entity({ uuid, settings, created }: PushCertificate): components["schemas"]["PushCertificate"] {
  return { ...settings, uuid, type: "notifier", created, modified: created, disabled: false };
}

/** Settings without what the service does not know. */
function known(sent: Settings): Settings {
  const { name, provider, environment } = sent;
  const vendors = Object.entries(VENDORS).flatMap(([vendor, fields]) => {
    const settings = sent[vendor as keyof VendorSettings];
    return settings === undefined ? [] : [[vendor, pickFields(settings, fields)]];
  });
  return {
    name,
    provider,
    environment,
    ...pickFields(sent, ["certificate", "packageName"]),
    ...Object.fromEntries(vendors),
  };
}

function pickFields(values: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
