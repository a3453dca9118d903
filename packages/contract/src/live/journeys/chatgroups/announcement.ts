import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** The text that a chat group shows to its members. */
export const chatgroupAnnouncement = journey({
  name: "chatgroup-announcement",
  tags: ["Chat group announcement"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers, removed } = context;
    const [ada] = await people(context, "ada");
    const group_id = await openChatgroup(context, { owner: ada });
    const path = { group_id };
    const text = async () => (await chat.getChatgroupAnnouncement({ path })).data.announcement;

    await remembers("a new group announces nothing", async () => {
      equal("the announcement", await text(), "");
    });
    for (const announcement of ["Meet at the north gate, 8:00", "Meet at the south gate — 9:00 ☀️"]) {
      await step("the announcement is set", () => chat.updateChatgroupAnnouncement({ path, body: { announcement } }));
      const read = await step("the announcement is read", text);
      await remembers("it is the text that was set", async () => {
        equal("the announcement", read, announcement);
      });
    }

    await step("the group ends", () => chat.deleteChatgroup({ path, confirm: true }));
    await removed({ undo: "deleteChatgroup", path });
    await remembers("so does its announcement", async () => {
      const outcome = await chat.getChatgroupAnnouncement.safe({ path });
      refused(outcome, "service_resource_not_found", "resource_not_found");
    });
  },
});
