import { journey } from "../../journey.ts";
import { registerUsers } from "../../support/fixtures.ts";
import { isUnknownPath, optionalStep } from "../../support/optional-step.ts";

const DAY_MS = 86_400_000;

/** A notification to a list of users as a task, and the figures on those of the last day. */
export const pushTasks = journey({
  name: "push/tasks",
  tags: ["Push notifications"],
  cleanup: ["deleteUser"],
  async run(context) {
    const { chat } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");

    await optionalStep(context, "ada and ben are notified by a task", {
      call: () =>
        chat.sendPushNotificationByList.safe({
          body: { targets: [ada, ben], pushMessage: { title: "Trail Runners", content: "North gate, 8:00" } },
        }),
      isUnavailable: (error) =>
        isUnknownPath(error) || error.code === "ServiceNotOpenException" || error.code === "LimitException",
    });
    const path = { begin_date: day(Date.now() - DAY_MS), end_date: day(Date.now()) };
    await optionalStep(context, "the figures of two days are read", {
      call: () => chat.getPushStatistics.safe({ path, query: { platform: "ALL" } }),
      isUnavailable: (error) => isUnknownPath(error) || error.code === "forbidden_op",
    });
  },
});

/** The day of a time in Unix milliseconds, such as `2026-03-02`, in UTC. */
function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
