/** Documented callbacks that nothing in the emulator raises, and why. */
import type { CallbackName } from "@agora-chat-openapi/callbacks";

const CLIENTS_ASK = "clients ask each other for contacts, and devices do not: the API makes contacts at once";
const CLIENTS_JOIN =
  "clients ask to be let into groups and invite others, and devices do not: the API adds members at once";
const CLIENTS_SHIELD = "only clients turn the messages of a group off and on for their user, and devices do not";

export const notRaised: Readonly<Partial<Record<CallbackName, string>>> = {
  moderationResult: "no moderation service looks at messages",
  contactInvited: CLIENTS_ASK,
  contactDeclined: CLIENTS_ASK,
  contactRemoteDeclined: CLIENTS_ASK,
  groupJoinRequested: CLIENTS_JOIN,
  groupJoinAccepted: CLIENTS_JOIN,
  groupInvited: CLIENTS_JOIN,
  groupInviteAccepted: CLIENTS_JOIN,
  groupInviteDeclined: CLIENTS_JOIN,
  groupMessagesBlocked: CLIENTS_SHIELD,
  groupMessagesUnblocked: CLIENTS_SHIELD,
};
