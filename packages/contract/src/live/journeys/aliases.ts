import { journey } from "../journey.ts";
import { equal } from "../support/assertions.ts";
import { eventually } from "../support/eventually.ts";
import { messageId } from "../support/message-id.ts";
import { isUnknownPath, unlessRefused } from "../support/optional-step.ts";
import { openChatgroup, resultFor } from "../support/spaces.ts";
import { people } from "../support/users.ts";

/** Deprecated paths, for as long as they are answered. */
export const olderSpellings = journey({
  name: "older-spellings",
  tags: ["Users", "Messages", "Thread members"],
  undoneBy: ["deleteUser", "deleteChatgroup", "deleteThread"],
  async run(context) {
    const { chat, step, remembers, made } = context;
    const [ada, ben] = await people(context, "ada", "ben");

    await unlessRefused(context, "ben is logged out by POST", {
      act: () => chat.disconnectUserByPost.safe({ path: { username: ben } }),
      when: isUnknownPath,
    });

    const sent = await unlessRefused(context, "ada writes to ben in the older way", {
      act: () =>
        chat.sendMessage.safe({
          query: { useMsgId: true },
          body: { target_type: "users", target: [ben], msg: { type: "txt", msg: "Out at eight?" }, from: ada },
        }),
      when: isUnknownPath,
    });
    if (sent)
      await remembers("it waits for ben", () =>
        eventually(async () => {
          equal("who got it", Object.keys(sent.data), [ben]);
          equal("the waiting", (await chat.getOfflineMessageCount({ path: { username: ben } })).data, { [ben]: 1 });
        }),
      );

    const again = await step("ada writes to ben once more", () =>
      chat.sendUserMessage({ body: { from: ada, to: [ben], type: "txt", body: { msg: "Or at nine?" } } }),
    );
    const msg_id = messageId(again);
    const recalled = await unlessRefused(context, "ada takes that back in the older way", {
      act: () =>
        chat.recallMessages.safe({ body: { msgs: [{ msg_id, from: ada, to: ben, chat_type: "chat", force: true }] } }),
      when: isUnknownPath,
    });
    if (recalled)
      await remembers("it is taken back", async () => {
        const results = resultsOf(recalled).map((result) => ({ msg_id: result.msg_id, recalled: result.recalled }));
        equal("what became of it", results, [{ msg_id, recalled: "yes" }]);
      });

    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
    const question = await step("ada asks the group a question", () =>
      chat.sendChatgroupMessage({ body: { from: ada, to: [group_id], type: "txt", body: { msg: "Which way?" } } }),
    );
    const thread = await unlessRefused(context, "ben starts a thread on it", {
      act: () =>
        chat.createThread.safe({ body: { group_id, name: "Which way", msg_id: messageId(question), owner: ben } }),
      when: ({ status }) => status === 403,
      // The message is on its way when sending it is answered.
      withinMs: 10_000,
    });
    if (!thread) return;
    const path = { thread_id: thread.data.thread_id };
    await made({ undo: "deleteThread", path });
    const body = { usernames: [ada] };
    await step("ada joins", () => chat.addThreadMembers({ path, body }));
    const out = await unlessRefused(context, "ada is taken out by the other path", {
      act: () => chat.removeThreadMembersAlias.safe({ path, body }),
      when: isUnknownPath,
    });
    if (out)
      await remembers("ben alone is left", async () => {
        equal("what became of ada", resultFor(ada, out.entities), true);
        equal("its members", (await chat.listThreadMembers({ path })).data.affiliations, [ben]);
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
