/** Operations that are answered with 501. */
export const notYet = [
  "updateUserPushSettings",
  "sendPushNotificationSync",
  "sendPushNotificationAsync",
  "sendPushNotificationByList",
  "sendPushNotificationByLabel",
  "sendPushNotificationToAll",
  "getPushStatistics",
  "listReactions",
  "addReaction",
  "deleteReaction",
  "getReactionDetail",
] as const;
