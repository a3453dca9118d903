import { journey } from "../../journey.ts";
import { assertBetween, assertEqual, assertError } from "../../support/assertions.ts";
import { createChatgroup, registerUsers } from "../../support/fixtures.ts";

const HOUR_MS = 3_600_000;

/** What people are told about while offline, and when not. */
export const pushSettings = journey({
  name: "push/settings",
  tags: ["Offline push settings"],
  cleanup: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const [ada] = await registerUsers(context, "ada");
    const group_id = await createChatgroup(context, { owner: ada });
    const path = { username: ada };
    const app = { username: ada, chat_type: "user" as const, key: ada };
    const group = { username: ada, chat_type: "chatgroup" as const, key: group_id };

    await step("ada's name in notifications is set", () =>
      chat.updateUserPushSettings({ path, body: { nickname: "Ada" } }),
    );
    const style = await step("notifications shall tell ada what was written", () =>
      chat.updateUserPushSettings({ path, body: { notification_display_style: 1 } }),
    );
    await whenStateful("the name stays as it is", async () => {
      const { nickname, notification_display_style } = style.entities[0] ?? {};
      assertEqual(
        "the settings",
        { nickname, notification_display_style },
        { nickname: "Ada", notification_display_style: 1 },
      );
    });

    const forApp = { type: "ALL" as const, ignoreInterval: "22:00-07:00" };
    await step("ada hears of everything but at night", () =>
      chat.setPushNotificationSettings({ path: app, body: forApp }),
    );
    const before = Date.now();
    await step("the group may call ada by name, an hour from now", () =>
      chat.setPushNotificationSettings({ path: group, body: { type: "AT", ignoreDuration: HOUR_MS } }),
    );
    const ofApp = await step("what holds for the app is read", () => chat.getPushNotificationSettings({ path: app }));
    const ofGroup = await step("what holds for the group is read", () =>
      chat.getPushNotificationSettings({ path: group }),
    );
    await whenStateful("both are as they were set; the silence has an end", async () => {
      const { type, ignoreInterval } = ofApp.data;
      assertEqual("the settings for the app", { type, ignoreInterval }, forApp);
      assertEqual("the settings for the group", ofGroup.data.type, "AT");
      assertBetween("the end", ofGroup.data.ignoreDuration ?? 0, before + HOUR_MS / 2, before + 2 * HOUR_MS);
    });

    await step("ada reads English", () => chat.setPushLanguage({ path, body: { translationLanguage: "en" } }));
    const language = await step("ada's language is read", () => chat.getPushLanguage({ path }));
    await whenStateful("it is English, and nobody has one", async () => {
      assertEqual("the language", language.data, { language: "en" });
      const outcome = await chat.getPushLanguage.safe({ path: { username: name("nobody") } });
      assertError(outcome, "service_resource_not_found", "RequiredPropertyNotFoundException");
    });
  },
});
