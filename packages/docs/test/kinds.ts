/** Pages that stand for all others of their kind. */

/** Operations with alternatives, a large body, a file, a danger, an end, a cursor, and records of a file. */
export const OPERATIONS = [
  "createToken",
  "sendPushNotificationSync",
  "uploadFile",
  "deleteUsers",
  "sendMessage",
  "listChatrooms",
  "getMessageHistory",
];

/** One page of each kind. */
const KINDS = [
  "index.html",
  "guides/roles.html",
  "operations.html",
  "operations/createToken.html",
  "areas/chat-groups.html",
  "errors.html",
  "errors/reach_limit.html",
  "paged-lists.html",
  "callbacks/readReceipt.html",
  "changelog.html",
  "404.html",
];

/** Further pages, among them the longest. They have nothing that no page above has. */
const MORE = [
  "guides.html",
  "guides/files.html",
  "guides/receive-callbacks.html",
  "errors/forbidden_op.html",
  "status-codes.html",
  "limits.html",
  "regions.html",
  "callbacks.html",
  "extensions.html",
  "decisions.html",
  ...OPERATIONS.map((id) => `operations/${id}.html`),
];

/** What tests look at that go from page to page. */
export const PAGES = process.env["LONG"] ? [...new Set([...KINDS, ...MORE])] : KINDS;
