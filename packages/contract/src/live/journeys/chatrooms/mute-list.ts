import { journey } from "../../journey.ts";
import { between, equal, refused } from "../../support/assertions.ts";
import { openChatroom } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

const HOUR_MS = 3_600_000;

/** Who may read but not write in a chat room, one by one or all at once. */
export const chatroomMuteList = journey({
  name: "chatroom-mute-list",
  tags: ["Chat room mute list"],
  undoneBy: ["deleteUser", "deleteChatroom"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, dmitri, lena] = await people(context, "ada", "dmitri", "lena");
    const chatroom_id = await openChatroom(context, { owner: ada, members: [dmitri] });
    const path = { chatroom_id };
    const muted = async () => (await chat.listChatroomMutedMembers({ path })).data;
    // Some servers leave it out.
    const isMuted = async () => (await chat.getChatrooms({ path: { chatroom_id: [chatroom_id] } })).data[0]?.mute;
    const mute = (username: string) => ({ path, body: { mute_duration: HOUR_MS, usernames: [username] } });

    const before = Date.now();
    await step("dmitri is muted for an hour", () => chat.muteChatroomMembers(mute(dmitri)));
    const listed = await step("the mute list is read", muted);
    await remembers("dmitri is on it, for about an hour", async () => {
      equal(
        "who is muted",
        listed.map(({ user }) => user),
        [dmitri],
      );
      between("the end of it", listed[0]?.expire ?? 0, before + HOUR_MS / 2, before + 2 * HOUR_MS);
    });
    await remembers("who is not in the room cannot be muted", async () => {
      refused(await chat.muteChatroomMembers.safe(mute(lena)), "forbidden_op");
    });
    await step("dmitri may write again", () =>
      chat.unmuteChatroomMembers({ path: { chatroom_id, username: [dmitri] } }),
    );

    const silence = await step("the whole room is muted", () => chat.muteAllChatroomMembers({ path }));
    await remembers("the room is muted, and nobody is on the list", async () => {
      equal("the answer", silence.data, { mute: true });
      equal("whether it is muted", (await isMuted()) ?? true, true);
      equal("the mute list", await muted(), []);
    });
    await step("the room may write again", () => chat.unmuteAllChatroomMembers({ path }));
    await remembers("the room is not muted any more", async () => {
      equal("whether it is muted", (await isMuted()) ?? false, false);
    });
  },
});
