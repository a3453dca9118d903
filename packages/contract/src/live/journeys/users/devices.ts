import { journey } from "../../journey.ts";
import { assertEqual, assertIncludes } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";
import { isUnknownPath, optionalStep } from "../../support/optional-step.ts";

/** On which devices somebody is, and where their notifications go. */
export const devices = journey({
  name: "users/devices",
  tags: ["Users", "Offline push settings"],
  cleanup: ["deleteUser"],
  async run(context) {
    const { chat, step, whenStateful } = context;
    const [ada] = await registerUsers(context, "ada");
    const path = { username: ada };

    const online = await optionalStep(context, "ada's devices are listed", {
      call: () => chat.listUserDevices.safe({ path }),
      isUnavailable: isUnknownPath,
    });
    if (online)
      await whenStateful("ada has never been online", async () => {
        assertEqual("her devices", online.data, []);
      });
    await optionalStep(context, "ada is logged out on a phone", {
      call: () => chat.disconnectUserDevice.safe({ path: { ...path, resource: "android_ada-phone" } }),
      isUnavailable: isUnknownPath,
    });

    const binding = { device_id: "ada-phone", notifier_name: "trail-android" };
    const bound = await optionalStep(context, "ada's phone is bound to a token", {
      call: () => chat.setPushBinding.safe({ path, body: { ...binding, device_token: "no-such-token" } }),
      // The app has no such certificate, unless somebody set it up.
      isUnavailable: (error) => isUnknownPath(error) || error.status === 400,
    });
    if (!bound) return;
    const bindings = await step("the tokens of ada are listed", () => chat.listPushBindings({ path }));
    await whenStateful("the phone is among them", async () => {
      assertIncludes(
        "her devices",
        bindings.entities.map(({ device_id }) => device_id),
        binding.device_id,
      );
    });
    await step("the token is taken away", () => chat.setPushBinding({ path, body: { ...binding, device_token: "" } }));
    await whenStateful("ada has no token any more", async () => {
      assertEqual("her tokens", (await chat.listPushBindings({ path })).entities, []);
    });
  },
});
