import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertExcludes, assertIncludes } from "../../support/assertions.ts";
import { createChatgroup, registerUsers } from "../../support/fixtures.ts";
import { readAll, resultFor, usernamesOf } from "../../support/responses.ts";

/** Joining and leaving a chat group. */
export const chatgroupMembers = journey({
  name: "chatgroups/members",
  tags: ["Chat group members", "Chat groups"],
  cleanup: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const [ada, ben, chloe, dmitri] = await registerUsers(context, "ada", "ben", "chloe", "dmitri");
    const group_id = await createChatgroup(context, { owner: ada });
    const path = { group_id };
    const members = async () => usernamesOf((await chat.listChatgroupMembers({ path })).data);

    await step("ben joins", () => chat.addChatgroupMember({ path: { group_id, username: ben } }));
    await whenStateful("ben cannot join twice, and nobody cannot join", async () => {
      assertError(await chat.addChatgroupMember.safe({ path: { group_id, username: ben } }), "forbidden_op");
      const unknown = await chat.addChatgroupMember.safe({ path: { group_id, username: name("nobody") } });
      assertError(unknown, "service_resource_not_found", "resource_not_found");
    });
    const added = await step("ben, chloe and dmitri are added", () =>
      chat.addChatgroupMembers({ path, body: { usernames: [ben, chloe, dmitri] } }),
    );
    await whenStateful("ben is passed over, being in it", async () => {
      assertEqual("those who are new", added.data.newmembers.toSorted(), [chloe, dmitri].toSorted());
    });

    const listed = await step("the members are listed", members);
    const byCursor = await step("they are listed by cursor", () =>
      readAll(chat.listChatgroupMembers.items({ path, query: { version: "v3", limit: 2 }, maxPages: 10 })),
    );
    const isMember = await step("the group is asked for chloe", () =>
      chat.checkChatgroupMembership({ path: { group_id, username: chloe } }),
    );
    await whenStateful("everyone is in it", async () => {
      assertIncludes("the members", listed, ada, ben, chloe, dmitri);
      assertIncludes("the members by cursor", usernamesOf(byCursor), ben, chloe, dmitri);
      assertEqual("whether chloe is in it", isMember.data, true);
    });

    await step("ben is taken out", () => chat.removeChatgroupMembers({ path: { group_id, username: [ben] } }));
    const out = await step("so are chloe and one who is not in it", () =>
      chat.removeChatgroupMembers({ path: { group_id, username: [chloe, ben] } }),
    );
    await whenStateful("each fares alone, and dmitri stays", async () => {
      assertEqual("what became of chloe", resultFor(chloe, out.data), true);
      assertEqual("what became of ben", resultFor(ben, out.data), false);
      const left = await members();
      assertExcludes("the members", left, ben, chloe);
      assertIncludes("the members", left, ada, dmitri);
    });
    await whenStateful("the owner cannot be taken out", async () => {
      assertError(await chat.removeChatgroupMembers.safe({ path: { group_id, username: [ada] } }), "forbidden_op");
    });
  },
});
