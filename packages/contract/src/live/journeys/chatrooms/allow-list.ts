import { journey } from "../../journey.ts";
import { equal, excludes, includes, refused } from "../../support/assertions.ts";
import { openChatroom, resultFor } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Who may write while a whole chat room is muted. */
export const chatroomAllowList = journey({
  name: "chatroom-allow-list",
  tags: ["Chat room allow list"],
  undoneBy: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, ben, chloe, lena] = await people(context, "ada", "ben", "chloe", "lena");
    const chatroom_id = await openChatroom(context, { owner: ada, members: [ben, chloe] });
    const path = { chatroom_id };

    await step("ben is put on the list", () =>
      chat.addChatroomAllowlistMember({ path: { chatroom_id, username: ben } }),
    );
    const added = await step("so are chloe and one who is not in the room", () =>
      chat.addChatroomAllowlistMembers({ path, body: { usernames: [chloe, lena] } }),
    );
    const listed = await step("the list is read", () => chat.listChatroomAllowlist({ path }));
    await remembers("the members are on it, the other is not", async () => {
      equal("what became of chloe", resultFor(chloe, added.data), true);
      equal("what became of lena", resultFor(lena, added.data), false);
      includes("the list", listed.data, ben, chloe);
      excludes("the list", listed.data, lena);
    });
    await remembers("alone, who is not in the room is refused", async () => {
      const outcome = await chat.addChatroomAllowlistMember.safe({ path: { chatroom_id, username: lena } });
      refused(outcome, "forbidden_op", "service_resource_not_found", "resource_not_found");
    });

    await step("ben and chloe are taken off", () =>
      chat.removeChatroomAllowlistMembers({ path: { chatroom_id, username: [ben, chloe] } }),
    );
    await remembers("neither is on it any more", async () => {
      excludes("the list", (await chat.listChatroomAllowlist({ path })).data, ben, chloe);
    });
  },
});
