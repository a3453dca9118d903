import { assertError } from "../../support/assertions.ts";
import { usernamesOf } from "../../support/responses.ts";
import { blocklistJourney } from "../../support/spaces/blocklist.ts";
import { chatroom } from "../../support/spaces/space.ts";

export const chatroomBlocklist = blocklistJourney({
  name: "chatrooms/blocklist",
  tags: ["Chat room blocklist"],
  space: chatroom,
  calls: ({ chat }, chatroom_id) => ({
    add: (username) => chat.addChatroomBlocklistMember({ path: { chatroom_id, username } }),
    addAll: (usernames) => chat.addChatroomBlocklistMembers({ path: { chatroom_id }, body: { usernames } }),
    list: () => chat.listChatroomBlocklist({ path: { chatroom_id } }),
    remove: (username) => chat.removeChatroomBlocklistMembers({ path: { chatroom_id, username } }),
    members: async () => usernamesOf((await chat.listChatroomMembers({ path: { chatroom_id } })).data),
    addMember: (username) => chat.addChatroomMember({ path: { chatroom_id, username } }),
    assertOwnerRefused: async (username) =>
      assertError(await chat.addChatroomBlocklistMember.safe({ path: { chatroom_id, username } }), "forbidden_op"),
    assertMemberRefused: async (username) =>
      assertError(await chat.addChatroomMember.safe({ path: { chatroom_id, username } }), "forbidden_op"),
  }),
});
