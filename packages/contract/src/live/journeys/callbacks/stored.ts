import { journey } from "../../journey.ts";
import { optionalStep } from "../../support/optional-step.ts";

/** Callbacks that a server missed. They are only counted: sending them again would reach the app's own server. */
export const callbacks = journey({
  name: "callbacks/stored",
  tags: ["Callbacks"],
  cleanup: [],
  async run(context) {
    await optionalStep(context, "stored callbacks are counted", {
      call: () => context.chat.listStoredCallbacks.safe(),
      isUnavailable: ({ code }) => code === "forbidden_op",
    });
  },
});
