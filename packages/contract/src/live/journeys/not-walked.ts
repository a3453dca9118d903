/** Operations that no journey calls, each with the reason. */
export const notWalked: Record<string, string> = {
  broadcastChatroomMessage: "reaches everyone in every room of the app",
  deleteUsers: "deletes whoever registered first, not whom a journey made",
  resendStoredCallbacks: "posts old callbacks to the app's own server once more",
  sendPushNotificationToAll: "reaches the devices of all users of the app",
};
