import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { openChatroom } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** The text that a chat room shows to its members. */
export const chatroomAnnouncement = journey({
  name: "chatroom-announcement",
  tags: ["Chat rooms"],
  undoneBy: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, step, remembers, removed } = context;
    const [ada] = await people(context, "ada");
    const chatroom_id = await openChatroom(context, { owner: ada });
    const path = { chatroom_id };
    const text = async () => (await chat.getChatroomAnnouncement({ path })).data.announcement;

    for (const announcement of ["Doors open at 20:00", "Doors open at 21:00 — bring a friend 🎈"]) {
      await step("the announcement is set", () => chat.updateChatroomAnnouncement({ path, body: { announcement } }));
      const read = await step("the announcement is read", text);
      await remembers("it is the text that was set", async () => {
        equal("the announcement", read, announcement);
      });
    }

    await step("the room ends", () => chat.deleteChatroom({ path, confirm: true }));
    await removed({ undo: "deleteChatroom", path });
    await remembers("so does its announcement", async () => {
      const outcome = await chat.getChatroomAnnouncement.safe({ path });
      refused(outcome, "service_resource_not_found", "resource_not_found");
    });
  },
});
