import type { ChatApiError } from "@agora-chat-openapi/client";
import { journey } from "../../journey.ts";
import { equal } from "../../support/assertions.ts";
import { messageId } from "../../support/message-id.ts";
import { isUnknownPath, unlessRefused } from "../../support/optional-step.ts";
import { openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

const isOff = (error: ChatApiError<string>) => isUnknownPath(error) || error.code === "service open exception";

/** What the service keeps for loading later: taken back for all, and deleted for one. */
export const storedMessages = journey({
  name: "stored-messages",
  tags: ["Messages"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
    const content = { from: ada, type: "txt" as const, body: { msg: "Out the door at eight?" } };
    const toBen = await step("ada writes to ben", () => chat.sendUserMessage({ body: { ...content, to: [ben] } }));
    const toGroup = await step("ada writes to the group", () =>
      chat.sendChatgroupMessage({ body: { ...content, to: [group_id] } }),
    );

    const path = { username: ben };
    const ids = { chat: messageId(toBen), group: messageId(toGroup) };
    await unlessRefused(context, "ben can load ada's message no longer", {
      act: () =>
        chat.deleteUserRoamingMessages.safe({ path, query: { userId: ada, msgIdList: [ids.chat], isNotify: false } }),
      when: isOff,
    });
    await unlessRefused(context, "ben can load the message of the group no longer", {
      act: () =>
        chat.deleteChatgroupRoamingMessages.safe({ path, query: { groupId: group_id, msgIdList: [ids.group] } }),
      when: isOff,
    });
    const until = { delTime: Date.now() };
    await unlessRefused(context, "nor anything older from ada", {
      act: () => chat.deleteUserRoamingMessagesUntil.safe({ path, query: { userId: ada, ...until }, confirm: true }),
      when: isOff,
    });
    await unlessRefused(context, "nor anything older of the group", {
      act: () =>
        chat.deleteChatgroupRoamingMessagesUntil.safe({ path, query: { groupId: group_id, ...until }, confirm: true }),
      when: isOff,
    });
    await unlessRefused(context, "nor anything at all", {
      act: () => chat.deleteAllRoamingMessages.safe({ path, confirm: true }),
      when: isOff,
    });

    const force = { from: ada, force: true };
    const recalled = await unlessRefused(context, "ada takes both messages back at once", {
      act: () =>
        chat.recallMessageBatch.safe({
          body: {
            msgs: [
              { msg_id: ids.chat, to: ben, chat_type: "chat", ...force },
              { msg_id: ids.group, to: group_id, chat_type: "groupchat", ...force },
            ],
          },
        }),
      when: (error) => isUnknownPath(error) || error.code === "forbidden_op",
    });
    if (recalled)
      await remembers("both are taken back", async () => {
        equal(
          "what became of them",
          recalled.data.map(({ msg_id, recalled: result }) => ({ msg_id, result })),
          Object.values(ids).map((msg_id) => ({ msg_id, result: "yes" })),
        );
      });
  },
});
