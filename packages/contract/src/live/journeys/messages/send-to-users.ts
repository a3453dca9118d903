import { journey } from "../../journey.ts";
import { assertBetween, assertEqual, assertError } from "../../support/assertions.ts";
import { eventually } from "../../support/eventually.ts";
import { registerUsers } from "../../support/fixtures.ts";
import { optionalStep } from "../../support/optional-step.ts";
import { messageId } from "../../support/responses.ts";

/** A one-to-one message: sent, waiting, changed, taken back, forgotten. */
export const messagesToUsers = journey({
  name: "messages/send-to-users",
  tags: ["Messages", "Users"],
  cleanup: ["deleteUser"],
  async run(context) {
    const { chat, step, whenStateful } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
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
    await whenStateful("it waits for ben, who is offline", () =>
      eventually(async () => {
        assertEqual("who got a message", Object.keys(sent.data), [ben]);
        assertBetween("the number of messages", (await waiting())[ben] ?? 0, 1, 1);
        assertEqual("the state of it", (await status()).data[msg_id], "undelivered");
      }),
    );

    const new_msg = { type: "txt" as const, msg: "Out the door at half past eight?" };
    const edited = await optionalStep(context, "ada changes it", {
      call: () => chat.updateMessage.safe({ path: { msg_id }, body: { user: ada, new_msg } }),
      isUnavailable: ({ code }) => code === "EditFeatureNotEnabledException" || code === "message_rewrite_error",
      withinMs: 10_000,
    });

    const recalled = await optionalStep(context, "ada takes it back", {
      call: () => chat.recallMessage.safe({ body: { msg_id, from: ada, to: ben, chat_type: "chat", force: true } }),
      isUnavailable: ({ code }) => code === "forbidden_op",
    });
    if (recalled)
      await whenStateful("it is taken back", async () => {
        const [entry] = "msgs" in recalled ? recalled.msgs : [recalled.data];
        assertEqual(
          "what became of it",
          { msg_id: entry?.msg_id, recalled: entry?.recalled },
          { msg_id, recalled: "yes" },
        );
      });

    if (edited && recalled)
      await whenStateful("neither it nor a message that never was can be changed", async () => {
        const change = (id: string) => chat.updateMessage.safe({ path: { msg_id: id }, body: { user: ada, new_msg } });
        assertError(await change(msg_id), "MessageUnavailableException");
        assertError(await change("1"), "MessageUnavailableException", "InvalidMessageIdException");
      });

    await step("ben's conversation with ada is deleted", () =>
      chat.deleteConversation({ path, body: { channel: ada, type: "chat", delete_roam: true }, confirm: true }),
    );
  },
});
