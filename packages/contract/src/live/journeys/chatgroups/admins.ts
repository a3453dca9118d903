import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Whom the owner of a chat group trusts. */
export const chatgroupAdmins = journey({
  name: "chatgroup-admins",
  tags: ["Chat group admins"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, ben, lena] = await people(context, "ada", "ben", "lena");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
    const path = { group_id };

    await step("ben becomes an admin", () => chat.addChatgroupAdmin({ path, body: { newadmin: ben } }));
    const admins = await step("the admins are listed", () => chat.listChatgroupAdmins({ path }));
    await remembers("ben is the only one; the owner is none", async () => {
      equal("the admins", admins.data, [ben]);
    });
    await remembers("who is not in the group cannot become one", async () => {
      const outcome = await chat.addChatgroupAdmin.safe({ path, body: { newadmin: lena } });
      refused(outcome, "forbidden_op", "resource_not_found");
    });

    await step("ben is an ordinary member again", () =>
      chat.removeChatgroupAdmin({ path: { group_id, username: ben } }),
    );
    await remembers("there are no admins, and ben is still in the group", async () => {
      equal("the admins", (await chat.listChatgroupAdmins({ path })).data, []);
      const { data } = await chat.checkChatgroupMembership({ path: { group_id, username: ben } });
      equal("whether ben is in it", data, true);
    });
  },
});
