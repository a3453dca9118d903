import { assertError } from "../../support/assertions.ts";
import { usernamesOf } from "../../support/responses.ts";
import { adminsJourney } from "../../support/spaces/admins.ts";
import { chatroom } from "../../support/spaces/space.ts";

export const chatroomAdmins = adminsJourney({
  name: "chatrooms/admins",
  tags: ["Chat room members"],
  space: chatroom,
  calls({ chat }, chatroom_id) {
    const path = { chatroom_id };
    return {
      add: (newadmin) => chat.addChatroomAdmin({ path, body: { newadmin } }),
      remove: (oldadmin) => chat.removeChatroomAdmin({ path: { chatroom_id, oldadmin } }),
      list: () => chat.listChatroomAdmins({ path }),
      members: async () => usernamesOf((await chat.listChatroomMembers({ path })).data),
      async assertRefused(newadmin) {
        const outcome = await chat.addChatroomAdmin.safe({ path, body: { newadmin } });
        assertError(outcome, "forbidden_op", "resource_not_found", "service_resource_not_found");
      },
    };
  },
});
