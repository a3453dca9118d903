import { journey } from "../../journey.ts";
import { equal, excludes, refused } from "../../support/assertions.ts";
import { namesOf, openChatroom, resultFor } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Who is shut out of a chat room. */
export const chatroomBlocklist = journey({
  name: "chatroom-blocklist",
  tags: ["Chat room blocklist"],
  undoneBy: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, goran, ivan, lena] = await people(context, "ada", "goran", "ivan", "lena");
    const chatroom_id = await openChatroom(context, { owner: ada, members: [goran, ivan] });
    const path = { chatroom_id };
    const blocked = async () => (await chat.listChatroomBlocklist({ path })).data;

    await step("goran is blocked", () => chat.addChatroomBlocklistMember({ path: { chatroom_id, username: goran } }));
    const both = await step("so are ivan and one who is not in the room", () =>
      chat.addChatroomBlocklistMembers({ path, body: { usernames: [ivan, lena] } }),
    );
    const listed = await step("the list is read", blocked);
    await remembers("goran and ivan are on it, and out of the room", async () => {
      equal("what became of ivan", resultFor(ivan, both.data), true);
      equal("what became of lena", resultFor(lena, both.data), false);
      equal("the list", listed.toSorted(), [goran, ivan].toSorted());
      excludes("the members", namesOf((await chat.listChatroomMembers({ path })).data), goran, ivan);
    });
    await remembers("the owner cannot be blocked, nor someone blocked be added", async () => {
      refused(await chat.addChatroomBlocklistMember.safe({ path: { chatroom_id, username: ada } }), "forbidden_op");
      refused(await chat.addChatroomMember.safe({ path: { chatroom_id, username: goran } }), "forbidden_op");
    });

    await step("goran and ivan are unblocked", () =>
      chat.removeChatroomBlocklistMembers({ path: { chatroom_id, username: [goran, ivan] } }),
    );
    await remembers("the list is empty, and goran can be added again", async () => {
      equal("the list", await blocked(), []);
      await chat.addChatroomMember({ path: { chatroom_id, username: goran } });
    });
  },
});
