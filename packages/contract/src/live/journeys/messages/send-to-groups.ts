import { journey } from "../../journey.ts";
import { assertBetween, assertEqual, assertError } from "../../support/assertions.ts";
import { eventually } from "../../support/eventually.ts";
import { createChatgroup, createChatroom, registerUsers } from "../../support/fixtures.ts";
import { optionalStep } from "../../support/optional-step.ts";
import { messageId } from "../../support/responses.ts";

/** Messages to a chat group and to a chat room, of several kinds. */
export const messagesToGroups = journey({
  name: "messages/send-to-groups",
  tags: ["Messages"],
  cleanup: ["deleteUser", "deleteChatgroup", "deleteChatroom"],
  async run(context) {
    const { chat, step, whenStateful, removed } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    const group_id = await createChatgroup(context, { owner: ada, members: [ben] });
    const chatroom_id = await createChatroom(context, { owner: ada, members: [ben] });

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
    await whenStateful("both wait for ben, who is offline", () =>
      eventually(async () => {
        assertEqual("who got the text", Object.keys(text.data), [group_id]);
        const { data } = await chat.getOfflineMessageCount({ path: { username: ben } });
        assertBetween("the number of messages", data[ben] ?? 0, 2, 2);
      }),
    );
    await optionalStep(context, "ada takes the text back", {
      call: () =>
        chat.recallMessage.safe({
          body: { msg_id: messageId(text), from: ada, to: group_id, chat_type: "groupchat", force: true },
        }),
      isUnavailable: ({ code }) => code === "forbidden_op",
    });

    const body = { type: "custom" as const, body: { customEvent: "party/open", customExts: { door: "east" } } };
    const event = await step("ada sends the room an event", () =>
      chat.sendChatroomMessage({ body: { from: ada, to: [chatroom_id], chatroom_msg_level: "low", ...body } }),
    );
    await whenStateful("the room got it", async () => {
      assertEqual("who got it", Object.keys(event.data), [chatroom_id]);
    });

    await step("the group is removed", () => chat.deleteChatgroup({ path: { group_id }, confirm: true }));
    await removed({ operationId: "deleteChatgroup", path: { group_id } });
    await whenStateful("nobody can write to it any more", async () => {
      const outcome = await chat.sendChatgroupMessage.safe({ body: { from: ada, to: [group_id], ...body } });
      assertError(outcome, "service_resource_not_found", "message_send_error");
    });
  },
});
