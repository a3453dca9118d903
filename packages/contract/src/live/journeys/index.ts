/** All journeys, in the order in which an app would come to need them. */
import type { Journey } from "../journey.ts";
import { aliases } from "./aliases.ts";
import { token } from "./auth/token.ts";
import { callbacks } from "./callbacks/stored.ts";
import { chatgroupAdmins } from "./chatgroups/admins.ts";
import { chatgroupAllowList } from "./chatgroups/allow-list.ts";
import { chatgroupAnnouncement } from "./chatgroups/announcement.ts";
import { chatgroupBlocklist } from "./chatgroups/blocklist.ts";
import { chatgroupFiles } from "./chatgroups/files.ts";
import { chatgroups } from "./chatgroups/groups.ts";
import { chatgroupMemberAttributes } from "./chatgroups/member-attributes.ts";
import { chatgroupMembers } from "./chatgroups/members.ts";
import { chatgroupMuteList } from "./chatgroups/mute-list.ts";
import { chatroomAdmins } from "./chatrooms/admins.ts";
import { chatroomAllowList } from "./chatrooms/allow-list.ts";
import { chatroomAnnouncement } from "./chatrooms/announcement.ts";
import { chatroomAttributes } from "./chatrooms/attributes.ts";
import { chatroomBlocklist } from "./chatrooms/blocklist.ts";
import { chatroomMembers } from "./chatrooms/members.ts";
import { chatroomMuteList } from "./chatrooms/mute-list.ts";
import { chatrooms } from "./chatrooms/rooms.ts";
import { chatroomSuperAdmins } from "./chatrooms/super-admins.ts";
import { userBlocklist } from "./contacts/blocklist.ts";
import { contacts } from "./contacts/contacts.ts";
import { files } from "./files/files.ts";
import { lookup } from "./lookup.ts";
import { messageImport } from "./messages/import.ts";
import { messagesToMembers } from "./messages/members.ts";
import { storedMessages } from "./messages/roaming.ts";
import { messagesToGroups } from "./messages/send-to-groups.ts";
import { messagesToUsers } from "./messages/send-to-users.ts";
import { presence } from "./presence/presence.ts";
import { pushLabels } from "./push/labels.ts";
import { pushNotifications } from "./push/notifications.ts";
import { pushSettings } from "./push/settings.ts";
import { pushTasks } from "./push/tasks.ts";
import { pushTemplates } from "./push/templates.ts";
import { reactions } from "./reactions/reactions.ts";
import { threads } from "./threads/threads.ts";
import { accounts } from "./users/accounts.ts";
import { userAttributes } from "./users/attributes.ts";
import { devices } from "./users/devices.ts";
import { globalMute } from "./users/global-mute.ts";
import { users } from "./users/users.ts";

export const journeys: Journey[] = [
  lookup,
  token,
  users,
  accounts,
  devices,
  userAttributes,
  contacts,
  userBlocklist,
  globalMute,
  presence,
  messagesToUsers,
  messagesToGroups,
  messagesToMembers,
  storedMessages,
  messageImport,
  files,
  chatgroups,
  chatgroupMembers,
  chatgroupAdmins,
  chatgroupMemberAttributes,
  chatgroupAnnouncement,
  chatgroupFiles,
  chatgroupAllowList,
  chatgroupBlocklist,
  chatgroupMuteList,
  chatrooms,
  chatroomMembers,
  chatroomAdmins,
  chatroomSuperAdmins,
  chatroomAttributes,
  chatroomAnnouncement,
  chatroomAllowList,
  chatroomBlocklist,
  chatroomMuteList,
  threads,
  reactions,
  pushSettings,
  pushLabels,
  pushTemplates,
  pushNotifications,
  pushTasks,
  callbacks,
  aliases,
];
