import { journey } from "../../journey.ts";
import { equal, excludes, refused } from "../../support/assertions.ts";
import { namesOf, openChatgroup, resultFor } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Who was thrown out of a chat group and may not come back. */
export const chatgroupBlocklist = journey({
  name: "chatgroup-blocklist",
  tags: ["Chat group blocklist"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, goran, ivan, lena] = await people(context, "ada", "goran", "ivan", "lena");
    const group_id = await openChatgroup(context, { owner: ada, members: [goran, ivan] });
    const path = { group_id };
    const blocked = async () => (await chat.listChatgroupBlocklist({ path })).data;

    await step("goran is blocked", () => chat.addChatgroupBlocklistMember({ path: { group_id, username: goran } }));
    const both = await step("so are ivan and one who is not in the group", () =>
      chat.addChatgroupBlocklistMembers({ path, body: { usernames: [ivan, lena] } }),
    );
    const listed = await step("the list is read", blocked);
    await remembers("goran and ivan are on it, and out of the group", async () => {
      equal("what became of ivan", resultFor(ivan, both.data), true);
      equal("what became of lena", resultFor(lena, both.data), false);
      equal("the list", listed.toSorted(), [goran, ivan].toSorted());
      excludes("the members", namesOf((await chat.listChatgroupMembers({ path })).data), goran, ivan);
    });
    await remembers("the owner cannot be blocked, nor someone blocked be added", async () => {
      refused(await chat.addChatgroupBlocklistMember.safe({ path: { group_id, username: ada } }), "forbidden_op");
      refused(await chat.addChatgroupMember.safe({ path: { group_id, username: goran } }), "forbidden_op");
    });

    await step("goran and ivan are unblocked", () =>
      chat.removeChatgroupBlocklistMembers({ path: { group_id, username: [goran, ivan] } }),
    );
    await remembers("the list is empty, and goran can be added again", async () => {
      equal("the list", await blocked(), []);
      await chat.addChatgroupMember({ path: { group_id, username: goran } });
    });
  },
});
