import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { openChatroom } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** Names and values that a chat room carries, each owned by the user who set it. */
export const chatroomAttributes = journey({
  name: "chatroom-attributes",
  tags: ["Chat room attributes"],
  undoneBy: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, ben, lena] = await people(context, "ada", "ben", "lena");
    const chatroom_id = await openChatroom(context, { owner: ada, members: [ben] });
    const as = (username: string) => ({ chatroom_id, username });
    const attributes = async (...keys: string[]) =>
      (await chat.getChatroomAttributes({ path: { chatroom_id }, body: { keys } })).data;

    await step("ben sets topic and mood", () =>
      chat.setChatroomAttributes({ path: as(ben), body: { metaData: { topic: "launch", mood: "calm" } } }),
    );
    const read = await step("the topic is read", () => attributes("topic"));
    await remembers("it is what ben set", async () => {
      equal("the topic", read, { topic: "launch" });
      equal("all attributes", await attributes(), { topic: "launch", mood: "calm" });
    });
    await remembers("ada cannot simply change it, and who is not in the room cannot set any", async () => {
      const { data } = await chat.setChatroomAttributes({ path: as(ada), body: { metaData: { topic: "mine" } } });
      equal("the keys that were refused", Object.keys(data.errorKeys), ["topic"]);
      const outcome = await chat.setChatroomAttributes.safe({ path: as(lena), body: { metaData: { door: "east" } } });
      refused(outcome, "MetadataException");
    });

    await step("ada changes it by force", () =>
      chat.forceSetChatroomAttributes({ path: as(ada), body: { metaData: { topic: "afterparty" } } }),
    );
    await remembers("the topic is hers", async () => {
      equal("the topic", await attributes("topic"), { topic: "afterparty" });
    });

    await step("ben removes the mood", () =>
      chat.removeChatroomAttributes({ path: as(ben), body: { keys: ["mood"] } }),
    );
    await step("ben removes the topic by force", () =>
      chat.forceRemoveChatroomAttributes({ path: as(ben), body: { keys: ["topic"] } }),
    );
    await remembers("nothing is left", async () => {
      equal("all attributes", await attributes(), {});
    });
  },
});
