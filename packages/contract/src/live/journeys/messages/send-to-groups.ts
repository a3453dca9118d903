import { journey } from "../../journey.ts";
import { between, equal, refused } from "../../support/assertions.ts";
import { eventually } from "../../support/eventually.ts";
import { messageId } from "../../support/message-id.ts";
import { unlessRefused } from "../../support/optional-step.ts";
import { openChatgroup, openChatroom } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Messages to a chat group and to a chat room, of several kinds. */
export const messagesToGroups = journey({
  name: "messages-to-groups",
  tags: ["Messages"],
  undoneBy: ["deleteUser", "deleteChatgroup", "deleteChatroom"],
  async run(context) {
    const { chat, step, remembers, removed } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
    const chatroom_id = await openChatroom(context, { owner: ada, members: [ben] });

    const text = await step("ada writes to the group", () =>
      chat.sendChatgroupMessage({
        body: { from: ada, to: [group_id], type: "txt", body: { msg: "Saturday, north gate, 8:00" } },
      }),
    );
    await step("ada sends the group a place", () =>
      chat.sendChatgroupMessage({
        body: { from: ada, to: [group_id], type: "loc", body: { lat: "47.37", lng: "8.54", addr: "North gate" } },
      }),
    );
    await remembers("both wait for ben, who is offline", () =>
      eventually(async () => {
        equal("who got the text", Object.keys(text.data), [group_id]);
        const { data } = await chat.getOfflineMessageCount({ path: { username: ben } });
        between("the number of messages", data[ben] ?? 0, 2, 2);
      }),
    );
    await unlessRefused(context, "ada takes the text back", {
      act: () =>
        chat.recallMessage.safe({
          body: { msg_id: messageId(text), from: ada, to: group_id, chat_type: "groupchat", force: true },
        }),
      when: ({ code }) => code === "forbidden_op",
    });

    const body = { type: "custom" as const, body: { customEvent: "party/open", customExts: { door: "east" } } };
    const event = await step("ada sends the room an event", () =>
      chat.sendChatroomMessage({ body: { from: ada, to: [chatroom_id], chatroom_msg_level: "low", ...body } }),
    );
    await remembers("the room got it", async () => {
      equal("who got it", Object.keys(event.data), [chatroom_id]);
    });

    await step("the group ends", () => chat.deleteChatgroup({ path: { group_id }, confirm: true }));
    await removed({ undo: "deleteChatgroup", path: { group_id } });
    await remembers("nobody can write to it any more", async () => {
      const outcome = await chat.sendChatgroupMessage.safe({ body: { from: ada, to: [group_id], ...body } });
      refused(outcome, "service_resource_not_found", "message_send_error");
    });
  },
});
