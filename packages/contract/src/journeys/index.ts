/** All journeys, in the order in which an app would come to need them. */
import type { Journey } from "../verify/journey.ts";
import { accounts } from "./accounts.ts";
import { callbacks } from "./callbacks.ts";
import { chatgroupAdmins } from "./chatgroup-admins.ts";
import { chatgroupAllowList } from "./chatgroup-allow-list.ts";
import { chatgroupAnnouncement } from "./chatgroup-announcement.ts";
import { chatgroupBlocklist } from "./chatgroup-blocklist.ts";
import { chatgroupFiles } from "./chatgroup-files.ts";
import { chatgroupMemberAttributes } from "./chatgroup-member-attributes.ts";
import { chatgroupMembers } from "./chatgroup-members.ts";
import { chatgroupMuteList } from "./chatgroup-mute-list.ts";
import { chatgroups } from "./chatgroups.ts";
import { chatroomAllowList } from "./chatroom-allow-list.ts";
import { chatroomAnnouncement } from "./chatroom-announcement.ts";
import { chatroomAttributes } from "./chatroom-attributes.ts";
import { chatroomBlocklist } from "./chatroom-blocklist.ts";
import { chatroomMembers } from "./chatroom-members.ts";
import { chatroomMuteList } from "./chatroom-mute-list.ts";
import { chatroomSuperAdmins } from "./chatroom-super-admins.ts";
import { chatrooms } from "./chatrooms.ts";
import { contacts } from "./contacts.ts";
import { devices } from "./devices.ts";
import { files } from "./files.ts";
import { globalMute } from "./global-mute.ts";
import { lookup } from "./lookup.ts";
import { messageImport } from "./message-import.ts";
import { messagesToGroups } from "./messages-to-groups.ts";
import { messagesToMembers } from "./messages-to-members.ts";
import { messagesToUsers } from "./messages-to-users.ts";
import { olderSpellings } from "./older-spellings.ts";
import { presence } from "./presence.ts";
import { pushLabels } from "./push-labels.ts";
import { pushNotifications } from "./push-notifications.ts";
import { pushSettings } from "./push-settings.ts";
import { pushTasks } from "./push-tasks.ts";
import { pushTemplates } from "./push-templates.ts";
import { reactions } from "./reactions.ts";
import { storedMessages } from "./stored-messages.ts";
import { threads } from "./threads.ts";
import { userAttributes } from "./user-attributes.ts";
import { userBlocklist } from "./user-blocklist.ts";
import { users } from "./users.ts";

export const journeys: Journey[] = [
  lookup,
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
  olderSpellings,
];
