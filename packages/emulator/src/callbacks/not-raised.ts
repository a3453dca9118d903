/** Documented callbacks that nothing in the emulator raises, and why. */
import type { CallbackName } from "@agora-chat-openapi/callbacks";

export const notRaised: Readonly<Partial<Record<CallbackName, string>>> = {
  moderationResult: "no moderation service looks at messages",
};
