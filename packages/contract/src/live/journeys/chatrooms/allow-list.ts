import { assertError } from "../../support/assertions.ts";
import { allowListJourney } from "../../support/spaces/allow-list.ts";
import { chatroom } from "../../support/spaces/space.ts";

export const chatroomAllowList = allowListJourney({
  name: "chatrooms/allow-list",
  tags: ["Chat room allow list"],
  space: chatroom,
  calls: ({ chat }, chatroom_id) => ({
    add: (username) => chat.addChatroomAllowlistMember({ path: { chatroom_id, username } }),
    addAll: (usernames) => chat.addChatroomAllowlistMembers({ path: { chatroom_id }, body: { usernames } }),
    list: () => chat.listChatroomAllowlist({ path: { chatroom_id } }),
    remove: (username) => chat.removeChatroomAllowlistMembers({ path: { chatroom_id, username } }),
    async assertRefused(username) {
      const outcome = await chat.addChatroomAllowlistMember.safe({ path: { chatroom_id, username } });
      assertError(outcome, "forbidden_op", "service_resource_not_found", "resource_not_found");
    },
  }),
});
