import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { messageId } from "../../support/message-id.ts";
import { unlessRefused } from "../../support/optional-step.ts";
import { openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Emojis on a message. */
export const reactions = journey({
  name: "reactions",
  tags: ["Reactions"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
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

    const added = await unlessRefused(context, "ben puts a shoe on it", {
      act: () => chat.addReaction.safe({ path: as(ben), body: shoe }),
      when: ({ code, description }) => code === "Bad Request" && description.includes("not open"),
      // The message is on its way when sending it is answered.
      withinMs: 10_000,
    });
    if (!added) return;
    await remembers("ben cannot do so twice", async () => {
      refused(await chat.addReaction.safe({ path: as(ben), body: shoe }), "Bad Request");
    });
    await step("so does ada", () => chat.addReaction({ path: as(ada), body: shoe }));
    const listed = await step("the reactions are listed", list);
    const detail = await step("the shoe is looked at", () => chat.getReactionDetail({ path: as(ben), query: shoe }));
    await remembers("there is one shoe, from both", async () => {
      const { reaction, count, state, userList } = listed.data[0]?.reactionList[0] ?? {};
      equal("the reaction", { reaction, count, state }, { reaction: "👟", count: 2, state: true });
      equal("the first people", userList?.toSorted(), [ada, ben].toSorted());
      equal("all people", detail.data.userList, [ben, ada]);
    });

    await step("ben takes his shoe off", () => chat.deleteReaction({ path: as(ben), query: shoe }));
    await remembers("ada's stays", async () => {
      const { count, state } = (await list()).data[0]?.reactionList[0] ?? {};
      equal("the reaction, as ben sees it", { count, state }, { count: 1, state: false });
    });
  },
});
