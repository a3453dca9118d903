/** Operations that no journey calls, each with the reason. */
export const notWalked: Record<string, string> = {
  broadcastChatroomMessage: "reaches everyone in every room of the app",
  broadcastMessage: "reaches all users of the app",
  broadcastOnlineMessage: "reaches all users of the app who are online",
  createPushCertificate: "sets up a vendor's push service for the whole app",
  deletePushCertificate: "cuts a vendor's devices off from notifications of the whole app",
  deleteUsers: "deletes whoever registered first, not whom a journey created",
  listPushCertificates: "answers with the secrets of the app's push services",
  resendStoredCallbacks: "posts old callbacks to the app's own server once more",
  sendPushNotificationToAll: "reaches the devices of all users of the app",
};
