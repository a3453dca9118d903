import type { ChatApiError } from "@agora-chat-openapi/client";
import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { unlessRefused } from "../../support/optional-step.ts";
import { people } from "../../support/users.ts";

const isOff = ({ code }: ChatApiError<string>) => code === "ServiceNotOpenException" || code === "LimitException";

/** Notifications to users who have no device, so that none arrives. */
export const pushNotifications = journey({
  name: "push-notifications",
  tags: ["Push notifications"],
  undoneBy: ["deleteUser", "deletePushLabel"],
  async run(context) {
    const { chat, name, step, remembers, made, removed } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const pushMessage = { title: "Trail Runners", content: "North gate, 8:00" };

    const label_name = name("walkers");
    await made({ undo: "deletePushLabel", path: { label_name } });
    const label = await unlessRefused(context, "a label is made", {
      act: () => chat.createPushLabel.safe({ body: { name: label_name } }),
      when: isOff,
    });
    if (!label) return removed({ undo: "deletePushLabel", path: { label_name } });

    const sync = await unlessRefused(context, "ada is notified while the caller waits", {
      act: () => chat.sendPushNotificationSync.safe({ path: { target: ada }, body: { pushMessage } }),
      when: isOff,
    });
    if (!sync) return;
    await remembers("nothing arrives without a device, which is no error", async () => {
      equal(
        "the outcome",
        sync.data.map(({ pushStatus }) => pushStatus),
        ["FAIL"],
      );
    });
    const async = await step("ada and ben are notified without waiting", () =>
      chat.sendPushNotificationAsync({ body: { targets: [ada, ben], pushMessage } }),
    );
    await remembers("the answer tells of both, in order", async () => {
      equal(
        "whom it tells of",
        async.data.map(({ id }) => id),
        [ada, ben],
      );
    });

    await step("both are put under the label", () =>
      chat.addPushLabelUsers({ path: { label_name }, body: { usernames: [ada, ben] } }),
    );
    await unlessRefused(context, "everyone under the label is notified", {
      act: () => chat.sendPushNotificationByLabel.safe({ body: { targets: [label_name], pushMessage } }),
      when: isOff,
    });
    await remembers("a label that never was is refused", async () => {
      const body = { targets: [name("nobody")], pushMessage };
      refused(await chat.sendPushNotificationByLabel.safe({ body }), "ResourceNotFoundException", "LimitException");
    });
  },
});
