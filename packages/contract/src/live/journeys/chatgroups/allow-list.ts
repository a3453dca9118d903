import { journey } from "../../journey.ts";
import { equal, excludes, includes, refused } from "../../support/assertions.ts";
import { openChatgroup, resultFor } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Who may write while a whole chat group is muted. */
export const chatgroupAllowList = journey({
  name: "chatgroup-allow-list",
  tags: ["Chat group allow list"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, ben, chloe, lena] = await people(context, "ada", "ben", "chloe", "lena");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben, chloe] });
    const path = { group_id };

    await step("ben is put on the list", () => chat.addChatgroupAllowlistMember({ path: { group_id, username: ben } }));
    const added = await step("so are chloe and one who is not in the group", () =>
      chat.addChatgroupAllowlistMembers({ path, body: { usernames: [chloe, lena] } }),
    );
    const listed = await step("the list is read", () => chat.listChatgroupAllowlist({ path }));
    await remembers("the members are on it, the other is not", async () => {
      equal("what became of chloe", resultFor(chloe, added.data), true);
      equal("what became of lena", resultFor(lena, added.data), false);
      includes("the list", listed.data, ben, chloe);
      excludes("the list", listed.data, lena);
    });
    await remembers("alone, who is not in the group is refused", async () => {
      const outcome = await chat.addChatgroupAllowlistMember.safe({ path: { group_id, username: lena } });
      refused(outcome, "forbidden_op", "service_resource_not_found", "resource_not_found");
    });

    await step("ben and chloe are taken off", () =>
      chat.removeChatgroupAllowlistMembers({ path: { group_id, username: [ben, chloe] } }),
    );
    await remembers("neither is on it any more", async () => {
      excludes("the list", (await chat.listChatgroupAllowlist({ path })).data, ben, chloe);
    });
  },
});
