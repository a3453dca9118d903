import { assertError } from "../../support/assertions.ts";
import { usernamesOf } from "../../support/responses.ts";
import { blocklistJourney } from "../../support/spaces/blocklist.ts";
import { chatgroup } from "../../support/spaces/space.ts";

export const chatgroupBlocklist = blocklistJourney({
  name: "chatgroups/blocklist",
  tags: ["Chat group blocklist"],
  space: chatgroup,
  calls: ({ chat }, group_id) => ({
    add: (username) => chat.addChatgroupBlocklistMember({ path: { group_id, username } }),
    addAll: (usernames) => chat.addChatgroupBlocklistMembers({ path: { group_id }, body: { usernames } }),
    list: () => chat.listChatgroupBlocklist({ path: { group_id } }),
    remove: (username) => chat.removeChatgroupBlocklistMembers({ path: { group_id, username } }),
    members: async () => usernamesOf((await chat.listChatgroupMembers({ path: { group_id } })).data),
    addMember: (username) => chat.addChatgroupMember({ path: { group_id, username } }),
    assertOwnerRefused: async (username) =>
      assertError(await chat.addChatgroupBlocklistMember.safe({ path: { group_id, username } }), "forbidden_op"),
    assertMemberRefused: async (username) =>
      assertError(await chat.addChatgroupMember.safe({ path: { group_id, username } }), "forbidden_op"),
  }),
});
