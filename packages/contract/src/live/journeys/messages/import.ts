import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { createChatgroup, registerUsers } from "../../support/fixtures.ts";

/** Messages of another service, brought along. */
export const messageImport = journey({
  name: "messages/import",
  tags: ["Messages"],
  cleanup: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, whenStateful, removed } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    const group_id = await createChatgroup(context, { owner: ada, members: [ben] });
    const yesterday = Date.now() - 86_400_000;
    const text = (msg: string) => ({ type: "txt" as const, body: { msg } });

    const earlier = await step("an old message from ben to ada is imported", () =>
      chat.importUserMessage({
        body: { from: ben, target: ada, ...text("Running tomorrow?"), is_ack_read: true, msg_timestamp: yesterday },
      }),
    );
    const later = await step("a newer one from ben to the group is imported", () =>
      chat.importChatgroupMessage({ body: { from: ben, target: group_id, ...text("Found a new path") } }),
    );
    await whenStateful("each has an id of its own", async () => {
      assertEqual("the number of ids", new Set([earlier.data.msg_id, later.data.msg_id]).size, 2);
    });

    await step("the group is removed", () => chat.deleteChatgroup({ path: { group_id }, confirm: true }));
    await removed({ operationId: "deleteChatgroup", path: { group_id } });
    await whenStateful("nothing can be imported into it any more", async () => {
      const body = { from: ben, target: group_id, ...text("Found another path") };
      assertError(await chat.importChatgroupMessage.safe({ body }), "service_resource_not_found");
    });
  },
});
