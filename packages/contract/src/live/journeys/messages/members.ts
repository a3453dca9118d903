import { journey } from "../../journey.ts";
import { assertEqual } from "../../support/assertions.ts";
import { createChatgroup, createChatroom, registerUsers } from "../../support/fixtures.ts";
import { isUnknownPath, optionalStep } from "../../support/optional-step.ts";

/** Messages that some members of a chat group or a chat room see, and nobody else. */
export const messagesToMembers = journey({
  name: "messages/members",
  tags: ["Messages", "Presence"],
  cleanup: ["deleteUser", "deleteChatgroup", "deleteChatroom"],
  async run(context) {
    const { chat, whenStateful } = context;
    const [ada, ben, chloe] = await registerUsers(context, "ada", "ben", "chloe");
    const group_id = await createChatgroup(context, { owner: ada, members: [ben, chloe] });
    const chatroom_id = await createChatroom(context, { owner: ada, members: [ben] });

    const online = await optionalStep(context, "those in the group who are online are counted", {
      call: () => chat.getOnlineMemberCount.safe({ path: { group_id, query_type: 1 } }),
      isUnavailable: (error) => isUnknownPath(error) || error.code === "service open exception",
    });
    if (online)
      await whenStateful("nobody is", async () => {
        assertEqual("how many are online", online.result, 0);
      });

    const text = { type: "txt" as const, body: { msg: "You take the torches" } };
    const inGroup = await optionalStep(context, "ada writes to ben in the group", {
      call: () => chat.sendChatgroupMemberMessage.safe({ body: { from: ada, to: [group_id], users: [ben], ...text } }),
      isUnavailable: isUnknownPath,
    });
    if (inGroup)
      await whenStateful("the message is one of the group", async () => {
        assertEqual("where it went", Object.keys(inGroup.data), [group_id]);
      });
    const inRoom = await optionalStep(context, "ada writes to ben in the room", {
      call: () =>
        chat.sendChatroomMemberMessage.safe({ body: { from: ada, to: [chatroom_id], users: [ben], ...text } }),
      isUnavailable: isUnknownPath,
    });
    if (inRoom)
      await whenStateful("the message is one of the room", async () => {
        assertEqual("where it went", Object.keys(inRoom.data), [chatroom_id]);
      });
  },
});
