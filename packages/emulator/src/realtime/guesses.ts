/** What nobody outside the service has seen of its socket, and was chosen so that the web SDK is content. */

/** The one queue in which everything waits for a device. Clients compare queues by this name, and show it to nobody. */
export const QUEUE = "inbox";

/** How much a client is sent at once. */
export const BATCH = 50;

/** Who says what the app itself does in groups and rooms without an owner, and to contacts. */
export const APP = "admin";

/** What a device is told that is logged out, by reason. The service says these to its clients; for which reason, it does not say. */
export const GOODBYES = {
  forced: "USER_KICKED_BY_OTHER_DEVICE",
  replaced: "USER_LOGIN_ANOTHER_DEVICE",
  password: "USER_KICKED_BY_CHANGE_PASSWORD",
  removed: "USER_REMOVED",
} as const;
/** How many signals of each user, group or room are kept for those who are offline. */
export const MOST_SIGNALS = 500;
