import { journey } from "../../journey.ts";
import { isUnknownPath, unlessRefused } from "../../support/optional-step.ts";
import { people } from "../../support/users.ts";

const DAY_MS = 86_400_000;

/** A notification to a list of users as a task, and the figures on those of the last day. */
export const pushTasks = journey({
  name: "push-tasks",
  tags: ["Push notifications"],
  undoneBy: ["deleteUser"],
  async run(context) {
    const { chat } = context;
    const [ada, ben] = await people(context, "ada", "ben");

    await unlessRefused(context, "ada and ben are notified by a task", {
      act: () =>
        chat.sendPushNotificationByList.safe({
          body: { targets: [ada, ben], pushMessage: { title: "Trail Runners", content: "North gate, 8:00" } },
        }),
      when: (error) =>
        isUnknownPath(error) || error.code === "ServiceNotOpenException" || error.code === "LimitException",
    });
    const path = { begin_date: day(Date.now() - DAY_MS), end_date: day(Date.now()) };
    await unlessRefused(context, "the figures of two days are read", {
      act: () => chat.getPushStatistics.safe({ path, query: { platform: "ALL" } }),
      when: (error) => isUnknownPath(error) || error.code === "forbidden_op",
    });
  },
});

/** The day of a time in Unix milliseconds, such as `2026-03-02`, in UTC. */
function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
