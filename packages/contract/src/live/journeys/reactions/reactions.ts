import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { createChatgroup, registerUsers } from "../../support/fixtures.ts";
import { optionalStep } from "../../support/optional-step.ts";
import { messageId } from "../../support/responses.ts";

/** Emojis on a message. */
export const reactions = journey({
  name: "reactions/reactions",
  tags: ["Reactions"],
  cleanup: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, whenStateful } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    const group_id = await createChatgroup(context, { owner: ada, members: [ben] });
    const sent = await step("ada writes to the group", () =>
      chat.sendChatgroupMessage({
        body: { from: ada, to: [group_id], type: "txt", body: { msg: "Saturday, north gate, 8:00" } },
      }),
    );
    const msgId = messageId(sent);
    const shoe = { msgId, message: "👟" };
    const as = (username: string) => ({ username });
    const list = () =>
      chat.listReactions({ path: as(ben), query: { msgIdList: [msgId], msgType: "groupchat", groupId: group_id } });

    const added = await optionalStep(context, "ben puts a shoe on it", {
      call: () => chat.addReaction.safe({ path: as(ben), body: shoe }),
      isUnavailable: ({ code, description }) => code === "Bad Request" && description.includes("not open"),
      // The message is on its way when the call returns.
      withinMs: 10_000,
    });
    if (!added) return;
    await whenStateful("ben cannot do so twice", async () => {
      assertError(await chat.addReaction.safe({ path: as(ben), body: shoe }), "Bad Request");
    });
    await step("so does ada", () => chat.addReaction({ path: as(ada), body: shoe }));
    const listed = await step("the reactions are listed", list);
    const detail = await step("the shoe is looked at", () => chat.getReactionDetail({ path: as(ben), query: shoe }));
    await whenStateful("there is one shoe, from both", async () => {
      const { reaction, count, state, userList } = listed.data[0]?.reactionList[0] ?? {};
      assertEqual("the reaction", { reaction, count, state }, { reaction: "👟", count: 2, state: true });
      assertEqual("the first people", userList?.toSorted(), [ada, ben].toSorted());
      assertEqual("all people", detail.data.userList, [ben, ada]);
    });

    await step("ben takes his shoe off", () => chat.deleteReaction({ path: as(ben), query: shoe }));
    await whenStateful("ada's stays", async () => {
      const { count, state } = (await list()).data[0]?.reactionList[0] ?? {};
      assertEqual("the reaction, as ben sees it", { count, state }, { count: 1, state: false });
    });
  },
});
