/** Which error a broken precondition gives, in chat groups and in chat rooms: the same one has different errors. */
import type { ChannelKind } from "../world/entities.ts";
import { Refusal, type RefusalName } from "../world/refuse.ts";

const REFUSALS = {
  group: {
    absent: "ChatgroupNotFound",
    alreadyIn: "ChatgroupMemberAlreadyIn",
    barred: "ChatgroupBarsUser",
    full: "TooManyFirstMembers",
    tooManyFirst: "TooManyFirstMembers",
    tooManyJoined: "TooManyChatgroupsJoined",
    tooManyOfApp: "TooManyChatgroups",
    tooSmall: "MaxusersBelowMembers",
    strangerOwns: "NewOwnerNotAMember",
    ownsAlready: "NewOwnerIsOwner",
    notAMember: "NotAChatgroupMember",
    owner: "ChatgroupOwnerCannotLeave",
    strangerPromoted: "NewChatgroupAdminRefused",
    notAnAdmin: "NotAChatgroupAdmin",
    tooManyAdmins: "TooManyChatgroupAdmins",
    strangerBarred: "NotInChatgroupOfBlocklist",
    ownerBarred: "ChatgroupOwnerNotBlocked",
    notBarred: "NotInChatgroupOfBlocklist",
    strangerMuted: "NotInChatgroupOfMuteList",
    ownerMuted: "ChatgroupOwnerNotMuted",
  },
  room: {
    absent: "ServiceResourceNotFound",
    alreadyIn: "ChatroomMemberAlreadyIn",
    barred: "ChatroomBarsUser",
    full: "TooManyFirstChatroomMembers",
    tooManyFirst: "TooManyFirstChatroomMembers",
    tooManyJoined: "TooManyChatroomsJoined",
    tooManyOfApp: "TooManyChatrooms",
    tooSmall: "MaxusersBelowMembers",
    strangerOwns: "NewOwnerNotAMember",
    ownsAlready: "NewOwnerIsOwner",
    notAMember: "NotAChatroomMember",
    owner: "ChatroomOwnerCannotLeave",
    strangerPromoted: "NotAChatroomMember",
    notAnAdmin: "NotAChatroomAdmin",
    tooManyAdmins: "TooManyChatroomAdmins",
    strangerBarred: "NotAChatroomMember",
    ownerBarred: "ChatroomOwnerCannotLeave",
    notBarred: "NotOnChatroomBlocklist",
    strangerMuted: "NotAChatroomMember",
    ownerMuted: "ChatroomOwnerCannotLeave",
  },
} as const;

export type Precondition = keyof (typeof REFUSALS)["group"];

/** The error of a precondition that does not hold, in a channel of a kind. */
export function refuseIn(
  { kind, id }: { kind: ChannelKind; id: string },
  broken: Precondition,
  usernames: readonly string[] = [],
): Refusal {
  return new Refusal(REFUSALS[kind][broken] as RefusalName, {
    id,
    username: usernames[0] ?? "",
    usernames: usernames.join(", "),
  });
}
