import { journey } from "../../journey.ts";
import { unlessRefused } from "../../support/optional-step.ts";

/** Callbacks that a server missed. They are only counted: sending them again would reach the app's own server. */
export const callbacks = journey({
  name: "callbacks",
  tags: ["Callbacks"],
  undoneBy: [],
  async run(context) {
    await unlessRefused(context, "stored callbacks are counted", {
      act: () => context.chat.listStoredCallbacks.safe(),
      when: ({ code }) => code === "forbidden_op",
    });
  },
});
