import { assertError } from "../../support/assertions.ts";
import { announcementJourney } from "../../support/spaces/announcement.ts";
import { chatroom } from "../../support/spaces/space.ts";

export const chatroomAnnouncement = announcementJourney({
  name: "chatrooms/announcement",
  tags: ["Chat rooms"],
  space: chatroom,
  texts: ["Doors open at 20:00", "Doors open at 21:00 — bring a friend 🎈"],
  calls({ chat, removed }, chatroom_id) {
    const path = { chatroom_id };
    return {
      get: () => chat.getChatroomAnnouncement({ path }),
      set: (announcement) => chat.updateChatroomAnnouncement({ path, body: { announcement } }),
      async removeSpace() {
        await chat.deleteChatroom({ path, confirm: true });
        await removed({ operationId: "deleteChatroom", path });
      },
      async assertGone() {
        const outcome = await chat.getChatroomAnnouncement.safe({ path });
        assertError(outcome, "service_resource_not_found", "resource_not_found");
      },
    };
  },
});
