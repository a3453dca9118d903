import { journey } from "../../journey.ts";
import { equal, includes, refused } from "../../support/assertions.ts";
import { unlessRefused } from "../../support/optional-step.ts";
import { people } from "../../support/users.ts";

/** Who is online, and who wants to know. */
export const presence = journey({
  name: "presence",
  tags: ["Presence"],
  undoneBy: ["deleteUser"],
  async run(context) {
    const { chat, name, step, remembers } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const path = { username: ben };

    const followed = await unlessRefused(context, "ben follows ada for a minute", {
      act: () => chat.subscribePresence.safe({ path: { ...path, expiry: 60 }, body: { usernames: [ada] } }),
      when: ({ code }) => code === "service open exception",
    });
    if (!followed) return;
    const running = await unlessRefused(context, "ada says on her phone that she is running", {
      act: () =>
        chat.setPresence.safe({
          path: { username: ada, resource: "android_ada-phone", status: "1" },
          body: { ext: "running" },
        }),
      // A service that has never seen the phone does not take its word.
      when: ({ code }) => code === "illegal_argument",
    });
    const seen = await step("ben looks at ada", () => chat.getPresence({ path, body: { usernames: [ada] } }));
    const list = await step("those whom ben follows are listed", () =>
      chat.listPresenceSubscriptions({ path, query: { pageSize: 10 } }),
    );
    await remembers("ben follows ada", async () => {
      includes(
        "whom ben sees",
        seen.result.map(({ uid }) => uid),
        ada,
      );
      equal(
        "whom ben follows",
        list.result.sublist.map(({ uid }) => uid),
        [ada],
      );
    });
    if (running)
      await remembers("ben sees what ada says", async () => {
        equal("what ada says", seen.result[0]?.ext, "running");
      });

    await step("ben stops following ada", () => chat.unsubscribePresence({ path, body: [ada] }));
    await remembers("ben follows nobody", async () => {
      equal("whom ben follows", (await chat.listPresenceSubscriptions({ path })).result.sublist, []);
    });
    await remembers("nobody cannot follow", async () => {
      const unknown = { username: name("nobody"), expiry: 60 };
      const outcome = await chat.subscribePresence.safe({ path: unknown, body: { usernames: [ada] } });
      refused(outcome, "service_resource_not_found");
    });
  },
});
