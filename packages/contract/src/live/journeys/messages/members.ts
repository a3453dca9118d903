import { journey } from "../../journey.ts";
import { equal } from "../../support/assertions.ts";
import { isUnknownPath, unlessRefused } from "../../support/optional-step.ts";
import { openChatgroup, openChatroom } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Messages that some members of a chat group or a chat room see, and nobody else. */
export const messagesToMembers = journey({
  name: "messages-to-members",
  tags: ["Messages", "Presence"],
  undoneBy: ["deleteUser", "deleteChatgroup", "deleteChatroom"],
  async run(context) {
    const { chat, remembers } = context;
    const [ada, ben, chloe] = await people(context, "ada", "ben", "chloe");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben, chloe] });
    const chatroom_id = await openChatroom(context, { owner: ada, members: [ben] });

    const online = await unlessRefused(context, "those in the group who are online are counted", {
      act: () => chat.getOnlineMemberCount.safe({ path: { group_id, query_type: 1 } }),
      when: (error) => isUnknownPath(error) || error.code === "service open exception",
    });
    if (online)
      await remembers("nobody is", async () => {
        equal("how many are online", online.result, 0);
      });

    const text = { type: "txt" as const, body: { msg: "You take the torches" } };
    const inGroup = await unlessRefused(context, "ada writes to ben in the group", {
      act: () => chat.sendChatgroupMemberMessage.safe({ body: { from: ada, to: [group_id], users: [ben], ...text } }),
      when: isUnknownPath,
    });
    if (inGroup)
      await remembers("the message is one of the group", async () => {
        equal("where it went", Object.keys(inGroup.data), [group_id]);
      });
    const inRoom = await unlessRefused(context, "ada writes to ben in the room", {
      act: () => chat.sendChatroomMemberMessage.safe({ body: { from: ada, to: [chatroom_id], users: [ben], ...text } }),
      when: isUnknownPath,
    });
    if (inRoom)
      await remembers("the message is one of the room", async () => {
        equal("where it went", Object.keys(inRoom.data), [chatroom_id]);
      });
  },
});
