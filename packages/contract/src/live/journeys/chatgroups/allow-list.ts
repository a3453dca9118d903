import { assertError } from "../../support/assertions.ts";
import { allowListJourney } from "../../support/spaces/allow-list.ts";
import { chatgroup } from "../../support/spaces/space.ts";

export const chatgroupAllowList = allowListJourney({
  name: "chatgroups/allow-list",
  tags: ["Chat group allow list"],
  space: chatgroup,
  calls: ({ chat }, group_id) => ({
    add: (username) => chat.addChatgroupAllowlistMember({ path: { group_id, username } }),
    addAll: (usernames) => chat.addChatgroupAllowlistMembers({ path: { group_id }, body: { usernames } }),
    list: () => chat.listChatgroupAllowlist({ path: { group_id } }),
    remove: (username) => chat.removeChatgroupAllowlistMembers({ path: { group_id, username } }),
    async assertRefused(username) {
      const outcome = await chat.addChatgroupAllowlistMember.safe({ path: { group_id, username } });
      assertError(outcome, "forbidden_op", "service_resource_not_found", "resource_not_found");
    },
  }),
});
