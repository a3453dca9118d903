import { journey } from "../../journey.ts";
import { equal, includes } from "../../support/assertions.ts";
import { isUnknownPath, unlessRefused } from "../../support/optional-step.ts";
import { people } from "../../support/users.ts";

/** On which devices somebody is, and where their notifications go. */
export const devices = journey({
  name: "devices",
  tags: ["Users", "Offline push settings"],
  undoneBy: ["deleteUser"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada] = await people(context, "ada");
    const path = { username: ada };

    const online = await unlessRefused(context, "ada's devices are listed", {
      act: () => chat.listUserDevices.safe({ path }),
      when: isUnknownPath,
    });
    if (online)
      await remembers("ada has never been online", async () => {
        equal("her devices", online.data, []);
      });
    await unlessRefused(context, "ada is logged out on a phone", {
      act: () => chat.disconnectUserDevice.safe({ path: { ...path, resource: "android_ada-phone" } }),
      when: isUnknownPath,
    });

    const binding = { device_id: "ada-phone", notifier_name: "trail-android" };
    const bound = await unlessRefused(context, "ada's phone is bound to a token", {
      act: () => chat.setPushBinding.safe({ path, body: { ...binding, device_token: "no-such-token" } }),
      // The app has no such certificate, unless somebody set it up.
      when: (error) => isUnknownPath(error) || error.status === 400,
    });
    if (!bound) return;
    const bindings = await step("the tokens of ada are listed", () => chat.listPushBindings({ path }));
    await remembers("the phone is among them", async () => {
      includes(
        "her devices",
        bindings.entities.map(({ device_id }) => device_id),
        binding.device_id,
      );
    });
    await step("the token is taken away", () => chat.setPushBinding({ path, body: { ...binding, device_token: "" } }));
    await remembers("ada has no token any more", async () => {
      equal("her tokens", (await chat.listPushBindings({ path })).entities, []);
    });
  },
});
