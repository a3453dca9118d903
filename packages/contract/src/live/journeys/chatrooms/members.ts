import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertExcludes, assertIncludes } from "../../support/assertions.ts";
import { createChatroom, registerUsers } from "../../support/fixtures.ts";
import { readAll, resultFor, usernamesOf } from "../../support/responses.ts";

/** Entering and leaving a chat room. */
export const chatroomMembers = journey({
  name: "chatrooms/members",
  tags: ["Chat room members"],
  cleanup: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const [ada, ben, chloe, dmitri] = await registerUsers(context, "ada", "ben", "chloe", "dmitri");
    const chatroom_id = await createChatroom(context, { owner: ada });
    const path = { chatroom_id };
    const members = async () => usernamesOf((await chat.listChatroomMembers({ path })).data);

    await step("ben joins the room", () => chat.addChatroomMember({ path: { chatroom_id, username: ben } }));
    await whenStateful("ben cannot join twice, and nobody cannot join", async () => {
      assertError(await chat.addChatroomMember.safe({ path: { chatroom_id, username: ben } }), "forbidden_op");
      const unknown = await chat.addChatroomMember.safe({ path: { chatroom_id, username: name("nobody") } });
      assertError(unknown, "service_resource_not_found", "resource_not_found");
    });
    const added = await step("chloe and dmitri join together", () =>
      chat.addChatroomMembers({ path, body: { usernames: [chloe, dmitri] } }),
    );
    const listed = await step("the members are listed", members);
    const byCursor = await step("they are listed by cursor", () =>
      readAll(chat.listChatroomMembers.items({ path, query: { version: "v3", limit: 2 }, maxPages: 10 })),
    );
    await whenStateful("everyone is in it", async () => {
      assertEqual("those who are new", added.data.newmembers.toSorted(), [chloe, dmitri].toSorted());
      assertIncludes("the members", listed, ada, ben, chloe, dmitri);
      assertIncludes("the members by cursor", usernamesOf(byCursor), ben, chloe, dmitri);
    });

    await step("ben is taken out", () => chat.removeChatroomMembers({ path: { chatroom_id, username: [ben] } }));
    const out = await step("so are chloe and one who is not in it", () =>
      chat.removeChatroomMembers({ path: { chatroom_id, username: [chloe, ben] } }),
    );
    await whenStateful("each fares alone, and dmitri stays", async () => {
      assertEqual("what became of chloe", resultFor(chloe, out.data), true);
      assertEqual("what became of ben", resultFor(ben, out.data), false);
      const left = await members();
      assertExcludes("the members", left, ben, chloe);
      assertIncludes("the members", left, ada, dmitri);
    });
  },
});
