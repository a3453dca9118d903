/** Operations that are answered with 501. */
export const notYet = [
  "listReactions",
  "addReaction",
  "deleteReaction",
  "getReactionDetail",
  "listThreads",
  "createThread",
  "updateThread",
  "deleteThread",
  "listJoinedThreads",
  "listJoinedThreadsInChatgroup",
  "listThreadMembers",
  "addThreadMembers",
  "removeThreadMembers",
  "removeThreadMembersAlias",
] as const;
