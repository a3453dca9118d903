import { assertError } from "../../support/assertions.ts";
import { muteListJourney } from "../../support/spaces/mute-list.ts";
import { chatroom } from "../../support/spaces/space.ts";

export const chatroomMuteList = muteListJourney({
  name: "chatrooms/mute-list",
  tags: ["Chat room mute list"],
  space: chatroom,
  sparesOwner: false,
  calls({ chat }, chatroom_id) {
    const path = { chatroom_id };
    const mute = (username: string, mute_duration: number) => ({
      path,
      body: { mute_duration, usernames: [username] },
    });
    return {
      mute: (username, durationMs) => chat.muteChatroomMembers(mute(username, durationMs)),
      unmute: (username) => chat.unmuteChatroomMembers({ path: { chatroom_id, username: [username] } }),
      list: () => chat.listChatroomMutedMembers({ path }),
      muteAll: () => chat.muteAllChatroomMembers({ path }),
      unmuteAll: () => chat.unmuteAllChatroomMembers({ path }),
      isMuted: async () => (await chat.getChatrooms({ path: { chatroom_id: [chatroom_id] } })).data[0]?.mute,
      assertRefused: async (username, durationMs) =>
        assertError(await chat.muteChatroomMembers.safe(mute(username, durationMs)), "forbidden_op"),
    };
  },
});
