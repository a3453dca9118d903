/** Operations that are answered with 501. */
export const notYet = [
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
