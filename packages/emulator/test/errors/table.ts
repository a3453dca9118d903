/**
 * By what each documented error comes. Most of it stands in the description: an error with `x-violation` comes by a broken
 * request, token or rate, one with `x-feature` where that is off, one that a rule names by the state that it tells of. Here
 * are the others, and those that do not come.
 */
export const comesBy: Readonly<Record<string, readonly string[]>> = {
  ChatgroupNotFound: ["people"],
  ChatroomBarsUser: ["world, goran"],
  ClientSecretWrong: ["wrong client"],
  FileExpired: ["expired file"],
  FileUnknown: ["people"],
  IllegalArgument: ["broken request"],
  OrganizationApplicationNotFound: ["unknown app"],
  ReachLimit: ["rate", "rate of messages"],
  SenderSilenced: ["muted senders"],
  ServiceResourceNotFound: ["nothing", "changed example"],
  ThreadNotFound: ["people"],
  TooManyChatgroupsJoined: ["joined too many"],
  TooManyChatroomsJoined: ["joined too many"],
  UserNotFound: ["world, nobody"],
};

/** Errors of the service's inside, of moderation and of infrastructure, which come by faults alone. */
export const faults: Readonly<Record<string, string>> = {
  ChatgroupAnnouncementRefused: "moderation",
  ChatgroupNameRefused: "moderation",
  ChatgroupMemberAttributesBusy: "infrastructure: calls of an app run one at a time",
  MessageBeingEdited: "infrastructure: calls of an app run one at a time",
  UserBeingCreated: "infrastructure: calls of an app run one at a time",
  MessageEditFailed: "internal",
  PresenceNotStored: "internal",
  RecallFailed: "internal",
  UserAttributesNotStored: "internal",
  UserSearchWithoutIndex: "internal",
  ResourceLimited: "infrastructure: what an account may use in a month",
  ServiceOperationForbidden: "infrastructure: an operator bans an app",
  TooManyUsers: "infrastructure: what an account may use in a month",
};

/** An error that does not come, and why. */
export interface Missing {
  error: string;
  /** @default all that document it */
  operations?: readonly string[];
  /** What comes instead. */
  instead?: string;
  reason: string;
}

const OTHER_WORDING = "two servers of the service word the same differently, and this is the other's";
const IN_THE_LIST = "what became of each item stands in the response";
const OTHER_SERVERS = "only some servers insist on it";

export const missing: readonly Missing[] = [
  { error: "GroupTokenBlank", instead: "Unauthorized", reason: OTHER_WORDING },
  { error: "TokenIllegal", instead: "RegistrationNotOpen", reason: OTHER_WORDING },
  {
    error: "TokenOfAnotherIssuer",
    operations: ["createToken"],
    reason: "the call needs no token, so that none is looked at",
  },
  { error: "TokenOfAnotherIssuer", instead: "AuthBadAccessToken", reason: OTHER_WORDING },
  {
    error: "AuthBadAccessToken",
    operations: ["createToken"],
    instead: "TokenNotAccepted",
    reason: "the call needs no token; one that it is to exchange is told of by the other error",
  },
  {
    error: "TokenWithoutPermission",
    operations: [
      ...["createChatgroup", "getChatgroups", "createChatroom", "getChatrooms", "listChatrooms"],
      ...["getChatroomAttributes", "listChatroomMembers", "getChatroomAnnouncement", "uploadFile", "downloadFile"],
      ...["createThread", "updateThread", "deleteThread", "listThreadMembers"],
    ],
    reason: "clients of all users make this call",
  },
  {
    error: "UserAttributesAuthError",
    operations: ["getUserAttributesBatch"],
    reason: "clients of all users make this call",
  },
  {
    error: "IllegalArgument",
    operations: ["listPushCertificates", "deletePushCertificate", "listStoredCallbacks", "getUserAttributesSize"],
    reason: "nothing in such a request can be wrong that has no error of its own",
  },
  {
    error: "IllegalArgument",
    operations: ["getMessageHistory"],
    instead: "HistoryHourNotSupported",
    reason: "all that can be wrong is the hour",
  },
  { error: "ChatgroupVisibilityMissing", reason: OTHER_SERVERS },
  { error: "PasswordMissing", reason: OTHER_SERVERS },
  { error: "RecallWithoutForce", reason: OTHER_SERVERS },
  {
    error: "DisconnectByPostUnknown",
    reason: "only some servers lack the method, and the emulator has it",
  },
  {
    error: "ChatgroupFieldRefused",
    operations: ["createChatgroup"],
    reason: "the schema of a new group takes any further field",
  },
  {
    error: "ChatroomFieldRefused",
    operations: ["createChatroom"],
    reason: "the schema of a new chat room takes any further field",
  },
  { error: "GlobalMuteUserUnknownToOlderServers", reason: OTHER_WORDING },
  { error: "PasswordChangeUserUnknownToOlderServers", instead: "ServiceResourceNotFound", reason: OTHER_WORDING },
  { error: "MessageContentTooLarge", instead: "RequestEntityTooLarge", reason: OTHER_WORDING },
  {
    error: "TooManyMessages",
    operations: ["sendChatgroupMemberMessage", "sendChatroomMemberMessage", "sendMessage"],
    instead: "ReachLimit",
    reason: "the rate of these calls counts calls, not messages",
  },
  { error: "PresenceTooOften", instead: "ReachLimit", reason: OTHER_WORDING },
  { error: "PresenceDeviceUnknown", reason: "a status is taken for a device that has not logged in, too" },
  {
    error: "PushSettingRefused",
    operations: ["setPushLanguage", "setPushBinding"],
    reason: "the request has none of the fields that it is about",
  },
  {
    error: "PushLimitReached",
    operations: ["addPushLabelUsers", "removePushLabelUsers"],
    reason: "no source says how many users a label may have",
  },
  {
    error: "PushLimitReached",
    operations: ["sendPushNotificationSync", "sendPushNotificationAsync"],
    reason: "only tasks are counted",
  },
  {
    error: "ServiceResourceNotFound",
    operations: ["updateUserPushSettings"],
    instead: "UserPushUserUnknown",
    reason: "two servers of the service say differently that there is no such user, and this is the other's way",
  },
  { error: "UserPushUserUnknownToOlderServers", instead: "UserPushUserUnknown", reason: OTHER_WORDING },
  {
    error: "RoamingParameterMissing",
    operations: ["deleteAllRoamingMessages"],
    reason: "the request has no parameters",
  },
  {
    error: "MessageOfAnotherApp",
    instead: "MessageUnavailable",
    reason: "apps know nothing of each other, nor of each other's messages",
  },
  {
    error: "ThreadMessageOfOtherApp",
    instead: "ThreadMessageNotFound",
    reason: "apps know nothing of each other, nor of each other's messages",
  },
  { error: "RecallTargetNotFound", operations: ["recallMessageBatch"], reason: IN_THE_LIST },
  { error: "RecallTooLate", operations: ["recallMessageBatch"], reason: IN_THE_LIST },
  { error: "RecalledMessageNotFound", operations: ["recallMessageBatch"], reason: IN_THE_LIST },
  { error: "ChatgroupOwnerNotBlocked", operations: ["addChatgroupBlocklistMembers"], reason: IN_THE_LIST },
  { error: "ChatroomOwnerCannotLeave", operations: ["addChatroomBlocklistMembers"], reason: IN_THE_LIST },
  { error: "NotInChatgroupOfMuteList", operations: ["unmuteChatgroupMembers"], reason: IN_THE_LIST },
  {
    error: "ServiceResourceNotFound",
    operations: [
      "getPushNotificationSettings",
      "setPushNotificationSettings",
      "getPushLanguage",
      "setPushLanguage",
      "listPushBindings",
      "setPushBinding",
    ],
    instead: "PushUserUnknown",
    reason: "the only thing that the URL names is the user, and calls about push have an error of their own for that",
  },
  { error: "TooManyChatgroupsOfApp", instead: "TooManyChatgroups", reason: OTHER_WORDING },
  { error: "TooManyChatroomsOfApp", instead: "TooManyChatrooms", reason: OTHER_WORDING },
  { error: "TooManyChatroomsJoinedByUser", instead: "TooManyChatroomsJoined", reason: OTHER_WORDING },
  { error: "UserAttributeTooLarge", instead: "UserAttributesTooLarge", reason: OTHER_WORDING },
  { error: "UserAttributesOfAppTooLarge", reason: "it takes 10 GB of attributes" },
];
