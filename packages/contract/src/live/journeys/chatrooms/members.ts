import { journey } from "../../journey.ts";
import { equal, excludes, includes, refused } from "../../support/assertions.ts";
import { all } from "../../support/read-all.ts";
import { namesOf, openChatroom, resultFor } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Entering and leaving a chat room, and helping its owner. */
export const chatroomMembers = journey({
  name: "chatroom-members",
  tags: ["Chat room members"],
  undoneBy: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, name, step, remembers } = context;
    const [ada, ben, chloe, dmitri] = await people(context, "ada", "ben", "chloe", "dmitri");
    const chatroom_id = await openChatroom(context, { owner: ada });
    const path = { chatroom_id };
    const members = async () => namesOf((await chat.listChatroomMembers({ path })).data);
    const admins = async () => (await chat.listChatroomAdmins({ path })).data;

    await step("ben joins the room", () => chat.addChatroomMember({ path: { chatroom_id, username: ben } }));
    await remembers("ben cannot join twice, and nobody cannot join", async () => {
      refused(await chat.addChatroomMember.safe({ path: { chatroom_id, username: ben } }), "forbidden_op");
      const unknown = await chat.addChatroomMember.safe({ path: { chatroom_id, username: name("nobody") } });
      refused(unknown, "service_resource_not_found", "resource_not_found");
    });
    const added = await step("chloe and dmitri join together", () =>
      chat.addChatroomMembers({ path, body: { usernames: [chloe, dmitri] } }),
    );
    const listed = await step("the members are listed", members);
    const byCursor = await step("they are listed by cursor", () =>
      all(chat.listChatroomMembers.items({ path, query: { version: "v3", limit: 2 }, maxPages: 10 })),
    );
    await remembers("everyone is in it", async () => {
      equal("those who are new", added.data.newmembers.toSorted(), [chloe, dmitri].toSorted());
      includes("the members", listed, ada, ben, chloe, dmitri);
      includes("the members by cursor", namesOf(byCursor), ben, chloe, dmitri);
    });

    await step("ben becomes an admin", () => chat.addChatroomAdmin({ path, body: { newadmin: ben } }));
    const trusted = await step("the admins are listed", admins);
    await step("ben is an ordinary member again", () =>
      chat.removeChatroomAdmin({ path: { chatroom_id, oldadmin: ben } }),
    );
    await remembers("ben was the only admin, and no longer is", async () => {
      equal("the admins", trusted, [ben]);
      equal("the admins", await admins(), []);
    });

    await step("ben is taken out", () => chat.removeChatroomMembers({ path: { chatroom_id, username: [ben] } }));
    const out = await step("so are chloe and one who is not in it", () =>
      chat.removeChatroomMembers({ path: { chatroom_id, username: [chloe, ben] } }),
    );
    await remembers("each fares alone, and dmitri stays", async () => {
      equal("what became of chloe", resultFor(chloe, out.data), true);
      equal("what became of ben", resultFor(ben, out.data), false);
      const left = await members();
      excludes("the members", left, ben, chloe);
      includes("the members", left, ada, dmitri);
    });
  },
});
