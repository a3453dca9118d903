import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { people } from "../../support/users.ts";

/** From whom somebody wants no messages. */
export const userBlocklist = journey({
  name: "user-blocklist",
  tags: ["User blocklist"],
  undoneBy: ["deleteUser"],
  async run(context) {
    const { chat, name, step, remembers } = context;
    const [ada, goran, ivan] = await people(context, "ada", "goran", "ivan");
    const path = { owner_username: ada };

    await step("ada blocks goran and ivan", () => chat.blockUsers({ path, body: { usernames: [goran, ivan] } }));
    const listed = await step("ada's blocklist is read", () => chat.listBlockedUsers({ path }));
    await remembers("both are on it, and ada is on neither's", async () => {
      equal("ada's blocklist", listed.data.toSorted(), [goran, ivan].toSorted());
      equal("goran's blocklist", (await chat.listBlockedUsers({ path: { owner_username: goran } })).data, []);
    });
    await remembers("nobody cannot be blocked", async () => {
      const body = { usernames: [name("nobody")] };
      refused(await chat.blockUsers.safe({ path, body }), "service_resource_not_found");
    });

    await step("ada unblocks ivan", () => chat.unblockUser({ path: { ...path, blocked_username: ivan } }));
    await remembers("goran alone is left", async () => {
      equal("ada's blocklist", (await chat.listBlockedUsers({ path })).data, [goran]);
    });
  },
});
