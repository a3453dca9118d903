import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertExcludes, assertIncludes } from "../../support/assertions.ts";
import { createChatgroup, registerUsers } from "../../support/fixtures.ts";
import { optionalStep } from "../../support/optional-step.ts";
import { messageId, resultFor } from "../../support/responses.ts";

/** A side conversation about one message of a chat group. */
export const threads = journey({
  name: "threads/threads",
  tags: ["Threads", "Thread members"],
  cleanup: ["deleteUser", "deleteChatgroup", "deleteThread"],
  async run(context) {
    const { chat, step, whenStateful, created, removed } = context;
    const [ada, ben, chloe] = await registerUsers(context, "ada", "ben", "chloe");
    const group_id = await createChatgroup(context, { owner: ada, members: [ben, chloe] });
    const sent = await step("ada asks the group a question", () =>
      chat.sendChatgroupMessage({
        body: { from: ada, to: [group_id], type: "txt", body: { msg: "Which way on Saturday?" } },
      }),
    );

    const started = await optionalStep(context, "ben starts a thread on it", {
      call: () =>
        chat.createThread.safe({ body: { group_id, name: "Saturday route", msg_id: messageId(sent), owner: ben } }),
      isUnavailable: ({ status }) => status === 403,
      // The message is on its way when the call returns.
      withinMs: 10_000,
    });
    if (!started) return;
    const { thread_id } = started.data;
    const path = { thread_id };
    await created({ operationId: "deleteThread", path });
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
    await whenStateful("it is hers as well, under its new name", async () => {
      assertEqual("its members", listed.toSorted(), [ben, chloe].toSorted());
      for (const { entities } of [joined, here])
        assertEqual(
          "chloe's threads",
          entities.map(({ id, name, owner }) => ({ id, name, owner })),
          [{ id: thread_id, name: "Sunday route", owner: ben }],
        );
    });

    const out = await step("chloe and one who is not in it are taken out", () =>
      chat.removeThreadMembers({ path, body: { usernames: [chloe, ada] } }),
    );
    await whenStateful("each fares alone, and ben stays", async () => {
      assertEqual("what became of chloe", resultFor(chloe, out.entities), true);
      assertEqual("what became of ada", resultFor(ada, out.entities), false);
      const left = await members();
      assertIncludes("its members", left, ben);
      assertExcludes("its members", left, chloe);
    });

    await step("the thread is removed", () => chat.deleteThread({ path, confirm: true }));
    await removed({ operationId: "deleteThread", path });
    await whenStateful("it is gone", async () => {
      assertError(await chat.listThreadMembers.safe({ path }), "group_error");
    });
  },
});
