import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { createChatroom, registerUsers } from "../../support/fixtures.ts";

/** Names and values that a chat room carries, each owned by the user who set it. */
export const chatroomAttributes = journey({
  name: "chatrooms/attributes",
  tags: ["Chat room attributes"],
  cleanup: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, step, whenStateful } = context;
    const [ada, ben, lena] = await registerUsers(context, "ada", "ben", "lena");
    const chatroom_id = await createChatroom(context, { owner: ada, members: [ben] });
    const as = (username: string) => ({ chatroom_id, username });
    const attributes = async (...keys: string[]) =>
      (await chat.getChatroomAttributes({ path: { chatroom_id }, body: { keys } })).data;

    await step("ben sets topic and mood", () =>
      chat.setChatroomAttributes({ path: as(ben), body: { metaData: { topic: "launch", mood: "calm" } } }),
    );
    const read = await step("the topic is read", () => attributes("topic"));
    await whenStateful("it is what ben set", async () => {
      assertEqual("the topic", read, { topic: "launch" });
      assertEqual("all attributes", await attributes(), { topic: "launch", mood: "calm" });
    });
    await whenStateful("ada cannot simply change it, and who is not in the room cannot set any", async () => {
      const { data } = await chat.setChatroomAttributes({ path: as(ada), body: { metaData: { topic: "mine" } } });
      assertEqual("the keys that were refused", Object.keys(data.errorKeys), ["topic"]);
      const outcome = await chat.setChatroomAttributes.safe({ path: as(lena), body: { metaData: { door: "east" } } });
      assertError(outcome, "MetadataException");
    });

    await step("ada changes it by force", () =>
      chat.forceSetChatroomAttributes({ path: as(ada), body: { metaData: { topic: "afterparty" } } }),
    );
    await whenStateful("the topic is hers", async () => {
      assertEqual("the topic", await attributes("topic"), { topic: "afterparty" });
    });

    await step("ben removes the mood", () =>
      chat.removeChatroomAttributes({ path: as(ben), body: { keys: ["mood"] } }),
    );
    await step("ben removes the topic by force", () =>
      chat.forceRemoveChatroomAttributes({ path: as(ben), body: { keys: ["topic"] } }),
    );
    await whenStateful("nothing is left", async () => {
      assertEqual("all attributes", await attributes(), {});
    });
  },
});
