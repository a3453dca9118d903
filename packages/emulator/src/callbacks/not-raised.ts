/** Documented callbacks that nothing in the emulator raises, and why. */
import type { CallbackName } from "@agora-chat-openapi/callbacks";

const SHIELD = "only clients turn the messages of a group off and on for their user, and devices do not";

export const notRaised: Readonly<Partial<Record<CallbackName, string>>> = {
  moderationResult: "no moderation service looks at messages",
  groupMessagesBlocked: SHIELD,
  groupMessagesUnblocked: SHIELD,
};
