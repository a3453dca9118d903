import { journey } from "../../journey.ts";
import { assertBetween, assertEqual, assertError, assertIncludes } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";
import { readAll } from "../../support/responses.ts";

/** Users who may not send, wherever they are. The mute ends by itself, should the journey not get that far. */
export const globalMute = journey({
  name: "users/global-mute",
  tags: ["Global mute"],
  cleanup: ["deleteUser"],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const [goran] = await registerUsers(context, "goran");
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
    await whenStateful("goran is muted there, free in rooms, and in the list", async () => {
      assertBetween("the seconds for chats", left.chat, 540, 600);
      assertBetween("the seconds for groups", left.groupchat, 540, 600);
      assertEqual("the seconds for rooms", left.chatroom, 0);
      const everyone = await readAll(chat.listGlobalMutes.items());
      assertIncludes(
        "those who are muted",
        everyone.map(({ username }) => username),
        goran,
      );
    });
    await whenStateful("nobody cannot be muted", async () => {
      const outcome = await chat.setGlobalMute.safe({ body: { username: name("nobody"), chat: 600 } });
      assertError(outcome, "service_resource_not_found");
    });

    await step("the mute is lifted", () => chat.setGlobalMute({ body: { username: goran, chat: 0, groupchat: 0 } }));
    await whenStateful("goran may send everywhere", async () => {
      assertEqual("the seconds that are left", await muted(), { chat: 0, groupchat: 0, chatroom: 0 });
    });
  },
});
