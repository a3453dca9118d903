import { journey } from "../../journey.ts";
import { between, equal, includes, refused } from "../../support/assertions.ts";
import { all } from "../../support/read-all.ts";
import { people } from "../../support/users.ts";

/** Users who may not send, wherever they are. The mute ends by itself, should the journey not get that far. */
export const globalMute = journey({
  name: "global-mute",
  tags: ["Global mute"],
  undoneBy: ["deleteUser"],
  async run(context) {
    const { chat, name, step, remembers } = context;
    const [goran] = await people(context, "goran");
    const path = { username: goran };
    const muted = async () => {
      const { chat: toUsers, groupchat, chatroom } = (await chat.getGlobalMute({ path })).data;
      return { chat: toUsers, groupchat, chatroom };
    };

    await step("goran is muted for ten minutes in chats and groups", () =>
      chat.setGlobalMute({ body: { username: goran, chat: 600, groupchat: 600 } }),
    );
    const left = await step("the time that is left is read", muted);
    await step("the first mutes are listed", () => chat.listGlobalMutes());
    await remembers("goran is muted there, free in rooms, and in the list", async () => {
      between("the seconds for chats", left.chat, 540, 600);
      between("the seconds for groups", left.groupchat, 540, 600);
      equal("the seconds for rooms", left.chatroom, 0);
      const everyone = await all(chat.listGlobalMutes.items());
      includes(
        "those who are muted",
        everyone.map(({ username }) => username),
        goran,
      );
    });
    await remembers("nobody cannot be muted", async () => {
      const outcome = await chat.setGlobalMute.safe({ body: { username: name("nobody"), chat: 600 } });
      refused(outcome, "service_resource_not_found");
    });

    await step("the mute is lifted", () => chat.setGlobalMute({ body: { username: goran, chat: 0, groupchat: 0 } }));
    await remembers("goran may send everywhere", async () => {
      equal("the seconds that are left", await muted(), { chat: 0, groupchat: 0, chatroom: 0 });
    });
  },
});
