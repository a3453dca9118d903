import { assertError } from "../../support/assertions.ts";
import { announcementJourney } from "../../support/spaces/announcement.ts";
import { chatgroup } from "../../support/spaces/space.ts";

export const chatgroupAnnouncement = announcementJourney({
  name: "chatgroups/announcement",
  tags: ["Chat group announcement"],
  space: chatgroup,
  texts: ["Meet at the north gate, 8:00", "Meet at the south gate — 9:00 ☀️"],
  calls({ chat, removed }, group_id) {
    const path = { group_id };
    return {
      get: () => chat.getChatgroupAnnouncement({ path }),
      set: (announcement) => chat.updateChatgroupAnnouncement({ path, body: { announcement } }),
      async removeSpace() {
        await chat.deleteChatgroup({ path, confirm: true });
        await removed({ operationId: "deleteChatgroup", path });
      },
      async assertGone() {
        const outcome = await chat.getChatgroupAnnouncement.safe({ path });
        assertError(outcome, "service_resource_not_found", "resource_not_found");
      },
    };
  },
});
