import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertExcludes, assertIncludes } from "../../support/assertions.ts";
import { createChatroom, registerUsers } from "../../support/fixtures.ts";
import { usernamesOf } from "../../support/responses.ts";

/** A chat room from its opening to its end. */
export const chatrooms = journey({
  name: "chatrooms/rooms",
  tags: ["Chat rooms"],
  cleanup: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, name, step, whenStateful, removed } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    await whenStateful("nobody cannot own a room", async () => {
      const body = { name: name("no-party"), description: "Without anyone", owner: name("nobody") };
      assertError(await chat.createChatroom.safe({ body }), "resource_not_found");
    });

    const chatroom_id = await createChatroom(context, { owner: ada, members: [ben] });
    const path = { chatroom_id };
    const details = async () => (await chat.getChatrooms({ path: { chatroom_id: [chatroom_id] } })).data[0];
    const roomsOf = async (username: string) =>
      (await chat.listJoinedChatrooms({ path: { username } })).data.map(({ id }) => id);

    const room = await step("its details are read", details);
    await whenStateful("they are as it was opened", async () => {
      assertEqual("the name", room?.name, name("launch-party"));
      assertEqual("the description", room?.description, "Doors open at eight");
      assertIncludes("the people in it", usernamesOf(room?.affiliations ?? []), ada, ben);
    });
    const newest = await step("the newest rooms are listed", () => chat.listChatrooms({ query: { limit: 50 } }));
    const joined = await step("ben's rooms are listed", () => roomsOf(ben));
    await whenStateful("it is in both lists", async () => {
      assertIncludes(
        "the newest rooms",
        newest.data.map(({ id }) => id),
        chatroom_id,
      );
      assertIncludes("ben's rooms", joined, chatroom_id);
    });

    const changes = { description: "Doors open at nine", maxusers: 40 };
    await step("the description changes", () => chat.updateChatroom({ path, body: changes }));
    await step("ben becomes its owner", () => chat.updateChatroom({ path, body: { newowner: ben } }));
    await whenStateful("both show", async () => {
      const { description, maxusers, affiliations = [] } = (await details()) ?? {};
      assertEqual("the room", { description, maxusers }, changes);
      assertEqual(
        "the owner",
        affiliations.find((person) => "owner" in person),
        { owner: ben },
      );
    });

    await step("the room is removed", () => chat.deleteChatroom({ path, confirm: true }));
    await removed({ operationId: "deleteChatroom", path });
    await whenStateful("it is gone, for its members as well", async () => {
      const outcome = await chat.getChatrooms.safe({ path: { chatroom_id: [chatroom_id] } });
      assertError(outcome, "service_resource_not_found");
      assertExcludes("ben's rooms", await roomsOf(ben), chatroom_id);
      const again = await chat.deleteChatroom.safe({ path, confirm: true });
      assertError(again, "service_resource_not_found", "resource_not_found");
    });
  },
});
