import { token } from "./auth/token.ts";
import { stored as storedCallbacks } from "./callbacks/stored.ts";
import { admins as groupAdmins } from "./chatgroups/admins.ts";
import { allowList as groupAllowList } from "./chatgroups/allow-list.ts";
import { announcement as groupAnnouncement } from "./chatgroups/announcement.ts";
import { blocklist as groupBlocklist } from "./chatgroups/blocklist.ts";
import { files as groupFiles } from "./chatgroups/files.ts";
import { groups } from "./chatgroups/groups.ts";
import { memberAttributes } from "./chatgroups/member-attributes.ts";
import { members as groupMembers } from "./chatgroups/members.ts";
import { muteList as groupMuteList } from "./chatgroups/mute-list.ts";
import { status as groupStatus } from "./chatgroups/status.ts";
import { admins as roomAdmins } from "./chatrooms/admins.ts";
import { allowList as roomAllowList } from "./chatrooms/allow-list.ts";
import { announcement as roomAnnouncement } from "./chatrooms/announcement.ts";
import { attributes as roomAttributes } from "./chatrooms/attributes.ts";
import { blocklist as roomBlocklist } from "./chatrooms/blocklist.ts";
import { members as roomMembers } from "./chatrooms/members.ts";
import { muteList as roomMuteList } from "./chatrooms/mute-list.ts";
import { rooms } from "./chatrooms/rooms.ts";
import { superAdmins } from "./chatrooms/super-admins.ts";
import { blocklist } from "./contacts/blocklist.ts";
import { contacts } from "./contacts/contacts.ts";
import { files as chatFiles } from "./files/files.ts";
import { assemble } from "./handlers.ts";
import { broadcast } from "./messages/broadcast.ts";
import { conversations } from "./messages/conversations.ts";
import { edit } from "./messages/edit.ts";
import { history } from "./messages/history.ts";
import { imports } from "./messages/import.ts";
import { legacy } from "./messages/legacy.ts";
import { members as memberMessages } from "./messages/members.ts";
import { recall } from "./messages/recall.ts";
import { roaming } from "./messages/roaming.ts";
import { send } from "./messages/send.ts";
import { presence } from "./presence/presence.ts";
import { bindings as pushBindings } from "./push/bindings.ts";
import { certificates as pushCertificates } from "./push/certificates.ts";
import { labelUsers as pushLabelUsers } from "./push/label-users.ts";
import { labels as pushLabels } from "./push/labels.ts";
import { notifications as pushNotifications } from "./push/notifications.ts";
import { settings as pushSettings } from "./push/settings.ts";
import { statistics as pushStatistics } from "./push/statistics.ts";
import { templates as pushTemplates } from "./push/templates.ts";
import { reactions } from "./reactions/reactions.ts";
import { members as threadMembers } from "./threads/members.ts";
import { threads } from "./threads/threads.ts";
import { accounts } from "./users/accounts.ts";
import { attributes as userAttributes } from "./users/attributes.ts";
import { devices } from "./users/devices.ts";
import { globalMute } from "./users/global-mute.ts";
import { status as userStatus } from "./users/status.ts";
import { users } from "./users/users.ts";

/** All operations of the API: those that are here, and those that are not yet. */
export const operations = assemble([
  token,
  ...([users, accounts, userStatus, devices, userAttributes, globalMute] as const),
  ...([contacts, blocklist] as const),
  ...([groups, groupStatus, groupMembers, groupAdmins, groupAllowList, groupBlocklist, groupMuteList] as const),
  ...([groupAnnouncement, memberAttributes, groupFiles] as const),
  ...([rooms, roomMembers, roomAdmins, roomAllowList, roomBlocklist, roomMuteList] as const),
  ...([roomAnnouncement, roomAttributes, superAdmins] as const),
  presence,
  ...([pushSettings, pushBindings, pushCertificates, pushLabels, pushLabelUsers, pushTemplates] as const),
  ...([pushNotifications, pushStatistics] as const),
  ...([send, memberMessages, broadcast, imports, legacy, edit, recall, chatFiles] as const),
  reactions,
  ...([history, conversations, roaming] as const),
  ...([threads, threadMembers] as const),
  storedCallbacks,
]);
