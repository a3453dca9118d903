import { journey } from "../../journey.ts";
import { between, equal, refused } from "../../support/assertions.ts";
import { eventually } from "../../support/eventually.ts";
import { messageId } from "../../support/message-id.ts";
import { unlessRefused } from "../../support/optional-step.ts";
import { people } from "../../support/users.ts";

/** A one-to-one message: sent, waiting, changed, taken back, forgotten. */
export const messagesToUsers = journey({
  name: "messages-to-users",
  tags: ["Messages", "Users"],
  undoneBy: ["deleteUser"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const path = { username: ben };
    const waiting = async () => (await chat.getOfflineMessageCount({ path })).data;

    const sent = await step("ada writes to ben", () =>
      chat.sendUserMessage({
        body: {
          from: ada,
          to: [ben],
          type: "txt",
          body: { msg: "Out the door at eight? 🏃" },
          ext: { route: "south" },
        },
      }),
    );
    const msg_id = messageId(sent);
    await step("ben's waiting messages are counted", waiting);
    const status = () => chat.getOfflineMessageStatus({ path: { ...path, msg_id } });
    await step("ada's message is looked for", status);
    await remembers("it waits for ben, who is offline", () =>
      eventually(async () => {
        equal("who got a message", Object.keys(sent.data), [ben]);
        between("the number of messages", (await waiting())[ben] ?? 0, 1, 1);
        equal("the state of it", (await status()).data[msg_id], "undelivered");
      }),
    );

    const new_msg = { type: "txt" as const, msg: "Out the door at half past eight?" };
    const edited = await unlessRefused(context, "ada changes it", {
      act: () => chat.updateMessage.safe({ path: { msg_id }, body: { user: ada, new_msg } }),
      when: ({ code }) => code === "EditFeatureNotEnabledException" || code === "message_rewrite_error",
      withinMs: 10_000,
    });

    const recalled = await unlessRefused(context, "ada takes it back", {
      act: () => chat.recallMessage.safe({ body: { msg_id, from: ada, to: ben, chat_type: "chat", force: true } }),
      when: ({ code }) => code === "forbidden_op",
    });
    if (recalled)
      await remembers("it is taken back", async () => {
        const [entry] = "msgs" in recalled ? recalled.msgs : [recalled.data];
        equal("what became of it", { msg_id: entry?.msg_id, recalled: entry?.recalled }, { msg_id, recalled: "yes" });
      });

    if (edited && recalled)
      await remembers("neither it nor a message that never was can be changed", async () => {
        const change = (id: string) => chat.updateMessage.safe({ path: { msg_id: id }, body: { user: ada, new_msg } });
        refused(await change(msg_id), "MessageUnavailableException");
        refused(await change("1"), "MessageUnavailableException", "InvalidMessageIdException");
      });

    await step("ben's conversation with ada is deleted", () =>
      chat.deleteConversation({ path, body: { channel: ada, type: "chat", delete_roam: true }, confirm: true }),
    );
  },
});
