import { journey } from "../verify/journey.ts";
import { unlessRefused } from "./unless-refused.ts";

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
