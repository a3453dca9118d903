import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertIncludes } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";
import { optionalStep } from "../../support/optional-step.ts";

/** Who is online, and who wants to know. */
export const presence = journey({
  name: "presence/presence",
  tags: ["Presence"],
  cleanup: ["deleteUser"],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    const path = { username: ben };

    const followed = await optionalStep(context, "ben follows ada for a minute", {
      call: () => chat.subscribePresence.safe({ path: { ...path, expiry: 60 }, body: { usernames: [ada] } }),
      isUnavailable: ({ code }) => code === "service open exception",
    });
    if (!followed) return;
    const running = await optionalStep(context, "ada says on her phone that she is running", {
      call: () =>
        chat.setPresence.safe({
          path: { username: ada, resource: "android_ada-phone", status: "1" },
          body: { ext: "running" },
        }),
      // A service that has never seen the phone does not take its word.
      isUnavailable: ({ code }) => code === "illegal_argument",
    });
    const seen = await step("ben looks at ada", () => chat.getPresence({ path, body: { usernames: [ada] } }));
    const list = await step("those whom ben follows are listed", () =>
      chat.listPresenceSubscriptions({ path, query: { pageSize: 10 } }),
    );
    await whenStateful("ben follows ada", async () => {
      assertIncludes(
        "whom ben sees",
        seen.result.map(({ uid }) => uid),
        ada,
      );
      assertEqual(
        "whom ben follows",
        list.result.sublist.map(({ uid }) => uid),
        [ada],
      );
    });
    if (running)
      await whenStateful("ben sees what ada says", async () => {
        assertEqual("what ada says", seen.result[0]?.ext, "running");
      });

    await step("ben stops following ada", () => chat.unsubscribePresence({ path, body: [ada] }));
    await whenStateful("ben follows nobody", async () => {
      assertEqual("whom ben follows", (await chat.listPresenceSubscriptions({ path })).result.sublist, []);
    });
    await whenStateful("nobody cannot follow", async () => {
      const unknown = { username: name("nobody"), expiry: 60 };
      const outcome = await chat.subscribePresence.safe({ path: unknown, body: { usernames: [ada] } });
      assertError(outcome, "service_resource_not_found");
    });
  },
});
