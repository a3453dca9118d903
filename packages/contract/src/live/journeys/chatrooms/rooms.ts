import { journey } from "../../journey.ts";
import { equal, excludes, includes, refused } from "../../support/assertions.ts";
import { namesOf, openChatroom } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** A chat room from its opening to its end. */
export const chatrooms = journey({
  name: "chatrooms",
  tags: ["Chat rooms"],
  undoneBy: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, name, step, remembers, removed } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    await remembers("nobody cannot own a room", async () => {
      const body = { name: name("no-party"), description: "Without anyone", owner: name("nobody") };
      refused(await chat.createChatroom.safe({ body }), "resource_not_found");
    });

    const chatroom_id = await openChatroom(context, { owner: ada, members: [ben] });
    const path = { chatroom_id };
    const details = async () => (await chat.getChatrooms({ path: { chatroom_id: [chatroom_id] } })).data[0];
    const roomsOf = async (username: string) =>
      (await chat.listJoinedChatrooms({ path: { username } })).data.map(({ id }) => id);

    const room = await step("its details are read", details);
    await remembers("they are as it was opened", async () => {
      equal("the name", room?.name, name("launch-party"));
      equal("the description", room?.description, "Doors open at eight");
      includes("the people in it", namesOf(room?.affiliations ?? []), ada, ben);
    });
    const newest = await step("the newest rooms are listed", () => chat.listChatrooms({ query: { limit: 50 } }));
    const joined = await step("ben's rooms are listed", () => roomsOf(ben));
    await remembers("it is in both lists", async () => {
      includes(
        "the newest rooms",
        newest.data.map(({ id }) => id),
        chatroom_id,
      );
      includes("ben's rooms", joined, chatroom_id);
    });

    const changes = { description: "Doors open at nine", maxusers: 40 };
    await step("the description changes", () => chat.updateChatroom({ path, body: changes }));
    await step("ben becomes its owner", () => chat.updateChatroom({ path, body: { newowner: ben } }));
    await remembers("both show", async () => {
      const { description, maxusers, affiliations = [] } = (await details()) ?? {};
      equal("the room", { description, maxusers }, changes);
      equal(
        "the owner",
        affiliations.find((person) => "owner" in person),
        { owner: ben },
      );
    });

    await step("the room ends", () => chat.deleteChatroom({ path, confirm: true }));
    await removed({ undo: "deleteChatroom", path });
    await remembers("it is gone, for its members as well", async () => {
      const outcome = await chat.getChatrooms.safe({ path: { chatroom_id: [chatroom_id] } });
      refused(outcome, "service_resource_not_found");
      excludes("ben's rooms", await roomsOf(ben), chatroom_id);
      const again = await chat.deleteChatroom.safe({ path, confirm: true });
      refused(again, "service_resource_not_found", "resource_not_found");
    });
  },
});
