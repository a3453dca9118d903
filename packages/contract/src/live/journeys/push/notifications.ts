import type { ChatApiError } from "@agora-chat-openapi/client";
import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";
import { optionalStep } from "../../support/optional-step.ts";

const isOff = ({ code }: ChatApiError<string>) => code === "ServiceNotOpenException" || code === "LimitException";

/** Notifications to users who have no device, so that none arrives. */
export const pushNotifications = journey({
  name: "push/notifications",
  tags: ["Push notifications"],
  cleanup: ["deleteUser", "deletePushLabel"],
  async run(context) {
    const { chat, name, step, whenStateful, created, removed } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    const pushMessage = { title: "Trail Runners", content: "North gate, 8:00" };

    const label_name = name("walkers");
    await created({ operationId: "deletePushLabel", path: { label_name } });
    const label = await optionalStep(context, "a label is created", {
      call: () => chat.createPushLabel.safe({ body: { name: label_name } }),
      isUnavailable: isOff,
    });
    if (!label) return removed({ operationId: "deletePushLabel", path: { label_name } });

    const sync = await optionalStep(context, "ada is notified while the caller waits", {
      call: () => chat.sendPushNotificationSync.safe({ path: { target: ada }, body: { pushMessage } }),
      isUnavailable: isOff,
    });
    if (!sync) return;
    await whenStateful("nothing arrives without a device, which is not an error", async () => {
      assertEqual(
        "the outcome",
        sync.data.map(({ pushStatus }) => pushStatus),
        ["FAIL"],
      );
    });
    const async = await step("ada and ben are notified without waiting", () =>
      chat.sendPushNotificationAsync({ body: { targets: [ada, ben], pushMessage } }),
    );
    await whenStateful("the response names both, in order", async () => {
      assertEqual(
        "whom it names",
        async.data.map(({ id }) => id),
        [ada, ben],
      );
    });

    await step("both are put under the label", () =>
      chat.addPushLabelUsers({ path: { label_name }, body: { usernames: [ada, ben] } }),
    );
    await optionalStep(context, "everyone under the label is notified", {
      call: () => chat.sendPushNotificationByLabel.safe({ body: { targets: [label_name], pushMessage } }),
      isUnavailable: isOff,
    });
    await whenStateful("a label that never was is refused", async () => {
      const body = { targets: [name("nobody")], pushMessage };
      assertError(await chat.sendPushNotificationByLabel.safe({ body }), "ResourceNotFoundException", "LimitException");
    });
  },
});
