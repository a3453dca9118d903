import type { ChatApiError } from "@agora-chat-openapi/client";
import { journey } from "../../journey.ts";
import { assertEqual } from "../../support/assertions.ts";
import { createChatgroup, registerUsers } from "../../support/fixtures.ts";
import { isUnknownPath, optionalStep } from "../../support/optional-step.ts";
import { messageId } from "../../support/responses.ts";

const isOff = (error: ChatApiError<string>) => isUnknownPath(error) || error.code === "service open exception";

/** What the service keeps for loading later: taken back for all, and deleted for one. */
export const storedMessages = journey({
  name: "messages/roaming",
  tags: ["Messages"],
  cleanup: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, whenStateful } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    const group_id = await createChatgroup(context, { owner: ada, members: [ben] });
    const content = { from: ada, type: "txt" as const, body: { msg: "Out the door at eight?" } };
    const toBen = await step("ada writes to ben", () => chat.sendUserMessage({ body: { ...content, to: [ben] } }));
    const toGroup = await step("ada writes to the group", () =>
      chat.sendChatgroupMessage({ body: { ...content, to: [group_id] } }),
    );

    const path = { username: ben };
    const ids = { chat: messageId(toBen), group: messageId(toGroup) };
    await optionalStep(context, "ben can load ada's message no longer", {
      call: () =>
        chat.deleteUserRoamingMessages.safe({ path, query: { userId: ada, msgIdList: [ids.chat], isNotify: false } }),
      isUnavailable: isOff,
    });
    await optionalStep(context, "ben can load the message of the group no longer", {
      call: () =>
        chat.deleteChatgroupRoamingMessages.safe({ path, query: { groupId: group_id, msgIdList: [ids.group] } }),
      isUnavailable: isOff,
    });
    const until = { delTime: Date.now() };
    await optionalStep(context, "nor anything older from ada", {
      call: () => chat.deleteUserRoamingMessagesUntil.safe({ path, query: { userId: ada, ...until }, confirm: true }),
      isUnavailable: isOff,
    });
    await optionalStep(context, "nor anything older of the group", {
      call: () =>
        chat.deleteChatgroupRoamingMessagesUntil.safe({ path, query: { groupId: group_id, ...until }, confirm: true }),
      isUnavailable: isOff,
    });
    await optionalStep(context, "nor anything at all", {
      call: () => chat.deleteAllRoamingMessages.safe({ path, confirm: true }),
      isUnavailable: isOff,
    });

    const force = { from: ada, force: true };
    const recalled = await optionalStep(context, "ada takes both messages back at once", {
      call: () =>
        chat.recallMessageBatch.safe({
          body: {
            msgs: [
              { msg_id: ids.chat, to: ben, chat_type: "chat", ...force },
              { msg_id: ids.group, to: group_id, chat_type: "groupchat", ...force },
            ],
          },
        }),
      isUnavailable: (error) => isUnknownPath(error) || error.code === "forbidden_op",
    });
    if (recalled)
      await whenStateful("both are taken back", async () => {
        assertEqual(
          "what became of them",
          recalled.data.map(({ msg_id, recalled: result }) => ({ msg_id, result })),
          Object.values(ids).map((msg_id) => ({ msg_id, result: "yes" })),
        );
      });
  },
});
