/** What clients are told of what they cannot do: each text here leads to one of their errors. */
import type { DeviceRefusal } from "../domain/device-message.ts";
import type { RecallFault } from "../domain/recall.ts";
import type { TokenFault } from "../operations/handlers.ts";
import type { Refused } from "./frames.ts";

const fail = (reason: string): Refused => ({ code: "FAIL", reason });

/** Why a message was not sent. */
export function sendRefused(refusal: DeviceRefusal, to: string, text?: string): Refused {
  switch (refusal) {
    case "muted":
    case "all-muted":
      return { code: "USER_MUTED", reason: "" };
    case "muted-everywhere":
      return { code: "PERMISSION_DENIED", reason: "user is mute" };
    case "blocked":
      return fail("blocked");
    case "not-a-member":
      return fail("not in group or chatroom");
    case "disabled":
      return fail("group is disabled");
    case "no-such-user":
      return fail(`username ${to} doesn't exist!`);
    case "no-such-chatgroup":
      return fail("group not found");
    case "no-such-chatroom":
      return noRoom(to);
    case "rejected":
      return { code: "PERMISSION_DENIED_EXTERNAL", reason: text ?? "" };
    default:
      return fail(refusal);
  }
}

export const TOO_LARGE: Refused = { code: "PERMISSION_DENIED", reason: "Sorry, data is too large" };

export const noRoom = (id: string): Refused => fail(`grpID ${id} does not exist!`);

/** Why a room was not joined or left, by the name of the error that calls of the API get. */
export function roomRefused(refusal: string, id: string, user: string): Refused {
  switch (refusal) {
    case "ServiceResourceNotFound":
      return noRoom(id);
    case "TooManyFirstChatroomMembers":
      return fail("group member list is full!");
    case "ChatroomBarsUser":
      return fail(`can not join this group, reason: user ${user} is in the blacklist`);
    case "NotAChatroomMember":
      return fail("not in group or chatroom");
    case "TooManyChatroomsJoined":
      return fail(`user ${user} has joined too many chatrooms`);
    default:
      return fail(refusal);
  }
}

export function recallRefused(fault: RecallFault): Refused {
  return fail(fault === "too-late" ? "exceed recall time limit" : "Sorry, message does not exist");
}

export const NOT_ALLOWED = fail("Sorry, You do not have permission");

/** Why a message was not edited, by the name of the error that calls of the API get. */
export function editRefused(refusal: string): Refused {
  if (refusal === "MessageEditedTooOften") return fail("Sorry, edit limit reached");
  return fail(refusal === "MessageUnavailable" ? "Sorry, message does not exist" : "Sorry, format is incorrect");
}

export function loginRefused(fault: TokenFault | "stranger" | "no-user"): Refused {
  switch (fault) {
    case "no-user":
      return fail("Sorry, user not found");
    case "banned":
      return { code: "IM_FORBIDDEN", reason: "" };
    case "expired":
      return fail("Sorry, token expired");
    default:
      return fail("Sorry, token or password does not match login info");
  }
}
