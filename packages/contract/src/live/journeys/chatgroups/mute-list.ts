import { assertError } from "../../support/assertions.ts";
import { muteListJourney } from "../../support/spaces/mute-list.ts";
import { chatgroup } from "../../support/spaces/space.ts";

export const chatgroupMuteList = muteListJourney({
  name: "chatgroups/mute-list",
  tags: ["Chat group mute list"],
  space: chatgroup,
  sparesOwner: true,
  calls({ chat }, group_id) {
    const path = { group_id };
    const mute = (username: string, mute_duration: number) => ({
      path,
      body: { mute_duration, usernames: [username] },
    });
    return {
      mute: (username, durationMs) => chat.muteChatgroupMembers(mute(username, durationMs)),
      unmute: (username) => chat.unmuteChatgroupMembers({ path: { group_id, member_id: [username] } }),
      list: () => chat.listChatgroupMutedMembers({ path }),
      muteAll: () => chat.muteAllChatgroupMembers({ path }),
      unmuteAll: () => chat.unmuteAllChatgroupMembers({ path }),
      isMuted: async () => (await chat.getChatgroups({ path: { group_id: [group_id] } })).data[0]?.mute,
      assertRefused: async (username, durationMs) =>
        assertError(await chat.muteChatgroupMembers.safe(mute(username, durationMs)), "forbidden_op"),
    };
  },
});
