import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Messages of another service, brought along. */
export const messageImport = journey({
  name: "message-import",
  tags: ["Messages"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers, removed } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
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
    await remembers("each has an id of its own", async () => {
      equal("the number of ids", new Set([earlier.data.msg_id, later.data.msg_id]).size, 2);
    });

    await step("the group ends", () => chat.deleteChatgroup({ path: { group_id }, confirm: true }));
    await removed({ undo: "deleteChatgroup", path: { group_id } });
    await remembers("nothing can be imported into it any more", async () => {
      const body = { from: ben, target: group_id, ...text("Found another path") };
      refused(await chat.importChatgroupMessage.safe({ body }), "service_resource_not_found");
    });
  },
});
