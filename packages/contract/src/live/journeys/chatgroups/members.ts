import { journey } from "../../journey.ts";
import { equal, excludes, includes, refused } from "../../support/assertions.ts";
import { all } from "../../support/read-all.ts";
import { namesOf, openChatgroup, resultFor } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Joining and leaving a chat group. */
export const chatgroupMembers = journey({
  name: "chatgroup-members",
  tags: ["Chat group members", "Chat groups"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, name, step, remembers } = context;
    const [ada, ben, chloe, dmitri] = await people(context, "ada", "ben", "chloe", "dmitri");
    const group_id = await openChatgroup(context, { owner: ada });
    const path = { group_id };
    const members = async () => namesOf((await chat.listChatgroupMembers({ path })).data);

    await step("ben joins", () => chat.addChatgroupMember({ path: { group_id, username: ben } }));
    await remembers("ben cannot join twice, and nobody cannot join", async () => {
      refused(await chat.addChatgroupMember.safe({ path: { group_id, username: ben } }), "forbidden_op");
      const unknown = await chat.addChatgroupMember.safe({ path: { group_id, username: name("nobody") } });
      refused(unknown, "service_resource_not_found", "resource_not_found");
    });
    const added = await step("ben, chloe and dmitri are added", () =>
      chat.addChatgroupMembers({ path, body: { usernames: [ben, chloe, dmitri] } }),
    );
    await remembers("ben is passed over, being in it", async () => {
      equal("those who are new", added.data.newmembers.toSorted(), [chloe, dmitri].toSorted());
    });

    const listed = await step("the members are listed", members);
    const byCursor = await step("they are listed by cursor", () =>
      all(chat.listChatgroupMembers.items({ path, query: { version: "v3", limit: 2 }, maxPages: 10 })),
    );
    const isMember = await step("the group is asked for chloe", () =>
      chat.checkChatgroupMembership({ path: { group_id, username: chloe } }),
    );
    await remembers("everyone is in it", async () => {
      includes("the members", listed, ada, ben, chloe, dmitri);
      includes("the members by cursor", namesOf(byCursor), ben, chloe, dmitri);
      equal("whether chloe is in it", isMember.data, true);
    });

    await step("ben is taken out", () => chat.removeChatgroupMembers({ path: { group_id, username: [ben] } }));
    const out = await step("so are chloe and one who is not in it", () =>
      chat.removeChatgroupMembers({ path: { group_id, username: [chloe, ben] } }),
    );
    await remembers("each fares alone, and dmitri stays", async () => {
      equal("what became of chloe", resultFor(chloe, out.data), true);
      equal("what became of ben", resultFor(ben, out.data), false);
      const left = await members();
      excludes("the members", left, ben, chloe);
      includes("the members", left, ada, dmitri);
    });
    await remembers("the owner cannot be taken out", async () => {
      refused(await chat.removeChatgroupMembers.safe({ path: { group_id, username: [ada] } }), "forbidden_op");
    });
  },
});
