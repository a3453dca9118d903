import { assertError } from "../../support/assertions.ts";
import { usernamesOf } from "../../support/responses.ts";
import { adminsJourney } from "../../support/spaces/admins.ts";
import { chatgroup } from "../../support/spaces/space.ts";

export const chatgroupAdmins = adminsJourney({
  name: "chatgroups/admins",
  tags: ["Chat group admins"],
  space: chatgroup,
  calls({ chat }, group_id) {
    const path = { group_id };
    return {
      add: (newadmin) => chat.addChatgroupAdmin({ path, body: { newadmin } }),
      remove: (username) => chat.removeChatgroupAdmin({ path: { group_id, username } }),
      list: () => chat.listChatgroupAdmins({ path }),
      members: async () => usernamesOf((await chat.listChatgroupMembers({ path })).data),
      async assertRefused(newadmin) {
        const outcome = await chat.addChatgroupAdmin.safe({ path, body: { newadmin } });
        assertError(outcome, "forbidden_op", "resource_not_found");
      },
    };
  },
});
