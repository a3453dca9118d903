import { journey } from "../../journey.ts";
import { equal, excludes, includes, refused } from "../../support/assertions.ts";
import { messageId } from "../../support/message-id.ts";
import { unlessRefused } from "../../support/optional-step.ts";
import { openChatgroup, resultFor } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** A side conversation about one message of a chat group. */
export const threads = journey({
  name: "threads",
  tags: ["Threads", "Thread members"],
  undoneBy: ["deleteUser", "deleteChatgroup", "deleteThread"],
  async run(context) {
    const { chat, step, remembers, made, removed } = context;
    const [ada, ben, chloe] = await people(context, "ada", "ben", "chloe");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben, chloe] });
    const sent = await step("ada asks the group a question", () =>
      chat.sendChatgroupMessage({
        body: { from: ada, to: [group_id], type: "txt", body: { msg: "Which way on Saturday?" } },
      }),
    );

    const started = await unlessRefused(context, "ben starts a thread on it", {
      act: () =>
        chat.createThread.safe({ body: { group_id, name: "Saturday route", msg_id: messageId(sent), owner: ben } }),
      when: ({ status }) => status === 403,
      // The message is on its way when sending it is answered.
      withinMs: 10_000,
    });
    if (!started) return;
    const { thread_id } = started.data;
    const path = { thread_id };
    await made({ undo: "deleteThread", path });
    const members = async () => (await chat.listThreadMembers({ path })).data.affiliations;

    await step("chloe joins", () => chat.addThreadMembers({ path, body: { usernames: [chloe] } }));
    const listed = await step("its members are listed", members);
    await step("it is renamed", () => chat.updateThread({ path, body: { name: "Sunday route" } }));
    await step("the newest threads are listed", () => chat.listThreads());
    const joined = await step("chloe's threads are listed", () =>
      chat.listJoinedThreads({ path: { username: chloe } }),
    );
    const here = await step("so are hers in this group", () =>
      chat.listJoinedThreadsInChatgroup({ path: { group_id, username: chloe } }),
    );
    await remembers("it is hers as well, under its new name", async () => {
      equal("its members", listed.toSorted(), [ben, chloe].toSorted());
      for (const { entities } of [joined, here])
        equal(
          "chloe's threads",
          entities.map(({ id, name, owner }) => ({ id, name, owner })),
          [{ id: thread_id, name: "Sunday route", owner: ben }],
        );
    });

    const out = await step("chloe and one who is not in it are taken out", () =>
      chat.removeThreadMembers({ path, body: { usernames: [chloe, ada] } }),
    );
    await remembers("each fares alone, and ben stays", async () => {
      equal("what became of chloe", resultFor(chloe, out.entities), true);
      equal("what became of ada", resultFor(ada, out.entities), false);
      const left = await members();
      includes("its members", left, ben);
      excludes("its members", left, chloe);
    });

    await step("the thread ends", () => chat.deleteThread({ path, confirm: true }));
    await removed({ undo: "deleteThread", path });
    await remembers("it is gone", async () => {
      refused(await chat.listThreadMembers.safe({ path }), "group_error");
    });
  },
});
