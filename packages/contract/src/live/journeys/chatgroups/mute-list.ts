import { journey } from "../../journey.ts";
import { between, equal, refused } from "../../support/assertions.ts";
import { openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

const HOUR_MS = 3_600_000;

/** Who may not write in a chat group, one by one or all at once. */
export const chatgroupMuteList = journey({
  name: "chatgroup-mute-list",
  tags: ["Chat group mute list"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, farah, lena] = await people(context, "ada", "farah", "lena");
    const group_id = await openChatgroup(context, { owner: ada, members: [farah] });
    const path = { group_id };
    const muted = async () => (await chat.listChatgroupMutedMembers({ path })).data;
    // Some servers leave it out.
    const isMuted = async () => (await chat.getChatgroups({ path: { group_id: [group_id] } })).data[0]?.mute;
    const mute = (username: string) => ({ path, body: { mute_duration: HOUR_MS, usernames: [username] } });

    const before = Date.now();
    await step("farah is muted for an hour", () => chat.muteChatgroupMembers(mute(farah)));
    const listed = await step("the mute list is read", muted);
    await remembers("farah is on it, for about an hour", async () => {
      equal(
        "who is muted",
        listed.map(({ user }) => user),
        [farah],
      );
      between("the end of it", listed[0]?.expire ?? 0, before + HOUR_MS / 2, before + 2 * HOUR_MS);
    });
    await remembers("neither the owner nor a stranger can be muted", async () => {
      refused(await chat.muteChatgroupMembers.safe(mute(ada)), "forbidden_op");
      refused(await chat.muteChatgroupMembers.safe(mute(lena)), "forbidden_op");
    });
    await step("farah may write again", () => chat.unmuteChatgroupMembers({ path: { group_id, member_id: [farah] } }));

    const silence = await step("the whole group is muted", () => chat.muteAllChatgroupMembers({ path }));
    await remembers("the group is muted, and nobody is on the list", async () => {
      equal("the answer", silence.data, { mute: true });
      equal("whether it is muted", (await isMuted()) ?? true, true);
      equal("the mute list", await muted(), []);
    });
    await step("the group may write again", () => chat.unmuteAllChatgroupMembers({ path }));
    await remembers("the group is not muted any more", async () => {
      equal("whether it is muted", (await isMuted()) ?? false, false);
    });
  },
});
