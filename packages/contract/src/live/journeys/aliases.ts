import { journey } from "../journey.ts";
import { assertEqual } from "../support/assertions.ts";
import { eventually } from "../support/eventually.ts";
import { createChatgroup, registerUsers } from "../support/fixtures.ts";
import { isUnknownPath, optionalStep } from "../support/optional-step.ts";
import { messageId, resultFor } from "../support/responses.ts";

/** Deprecated operations, for as long as the service knows their paths. */
export const aliases = journey({
  name: "aliases",
  tags: ["Users", "Messages", "Thread members"],
  cleanup: ["deleteUser", "deleteChatgroup", "deleteThread"],
  async run(context) {
    const { chat, step, whenStateful, created } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");

    await optionalStep(context, "ben is logged out by POST", {
      call: () => chat.disconnectUserByPost.safe({ path: { username: ben } }),
      isUnavailable: isUnknownPath,
    });

    const sent = await optionalStep(context, "ada writes to ben in the older way", {
      call: () =>
        chat.sendMessage.safe({
          query: { useMsgId: true },
          body: { target_type: "users", target: [ben], msg: { type: "txt", msg: "Out at eight?" }, from: ada },
        }),
      isUnavailable: isUnknownPath,
    });
    if (sent)
      await whenStateful("it waits for ben", () =>
        eventually(async () => {
          assertEqual("who got it", Object.keys(sent.data), [ben]);
          assertEqual("the waiting", (await chat.getOfflineMessageCount({ path: { username: ben } })).data, {
            [ben]: 1,
          });
        }),
      );

    const again = await step("ada writes to ben once more", () =>
      chat.sendUserMessage({ body: { from: ada, to: [ben], type: "txt", body: { msg: "Or at nine?" } } }),
    );
    const msg_id = messageId(again);
    const recalled = await optionalStep(context, "ada takes that back in the older way", {
      call: () =>
        chat.recallMessages.safe({ body: { msgs: [{ msg_id, from: ada, to: ben, chat_type: "chat", force: true }] } }),
      isUnavailable: isUnknownPath,
    });
    if (recalled)
      await whenStateful("it is taken back", async () => {
        const results = resultsOf(recalled).map((result) => ({ msg_id: result.msg_id, recalled: result.recalled }));
        assertEqual("what became of it", results, [{ msg_id, recalled: "yes" }]);
      });

    const group_id = await createChatgroup(context, { owner: ada, members: [ben] });
    const question = await step("ada asks the group a question", () =>
      chat.sendChatgroupMessage({ body: { from: ada, to: [group_id], type: "txt", body: { msg: "Which way?" } } }),
    );
    const thread = await optionalStep(context, "ben starts a thread on it", {
      call: () =>
        chat.createThread.safe({ body: { group_id, name: "Which way", msg_id: messageId(question), owner: ben } }),
      isUnavailable: ({ status }) => status === 403,
      // The message is on its way when the call returns.
      withinMs: 10_000,
    });
    if (!thread) return;
    const path = { thread_id: thread.data.thread_id };
    await created({ operationId: "deleteThread", path });
    const body = { usernames: [ada] };
    await step("ada joins", () => chat.addThreadMembers({ path, body }));
    const out = await optionalStep(context, "ada is taken out by the other path", {
      call: () => chat.removeThreadMembersAlias.safe({ path, body }),
      isUnavailable: isUnknownPath,
    });
    if (out)
      await whenStateful("ben alone is left", async () => {
        assertEqual("what became of ada", resultFor(ada, out.entities), true);
        assertEqual("its members", (await chat.listThreadMembers({ path })).data.affiliations, [ben]);
      });
  },
});

type Recalled = { msg_id: string; recalled: string };
type Recall = { msgs: Recalled[] } | { data: Recalled | Recalled[] | { msgs: Recalled[] } };

/** What became of each message, wherever the service says it. */
function resultsOf(recall: Recall): Recalled[] {
  if ("msgs" in recall) return recall.msgs;
  return "msgs" in recall.data ? recall.data.msgs : [recall.data].flat();
}
