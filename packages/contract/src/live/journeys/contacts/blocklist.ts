import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";

/** From whom somebody wants no messages. */
export const userBlocklist = journey({
  name: "contacts/blocklist",
  tags: ["User blocklist"],
  cleanup: ["deleteUser"],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const [ada, goran, ivan] = await registerUsers(context, "ada", "goran", "ivan");
    const path = { owner_username: ada };

    await step("ada blocks goran and ivan", () => chat.blockUsers({ path, body: { usernames: [goran, ivan] } }));
    const listed = await step("ada's blocklist is read", () => chat.listBlockedUsers({ path }));
    await whenStateful("both are on it, and ada is on neither's", async () => {
      assertEqual("ada's blocklist", listed.data.toSorted(), [goran, ivan].toSorted());
      assertEqual("goran's blocklist", (await chat.listBlockedUsers({ path: { owner_username: goran } })).data, []);
    });
    await whenStateful("nobody cannot be blocked", async () => {
      const body = { usernames: [name("nobody")] };
      assertError(await chat.blockUsers.safe({ path, body }), "service_resource_not_found");
    });

    await step("ada unblocks ivan", () => chat.unblockUser({ path: { ...path, blocked_username: ivan } }));
    await whenStateful("goran alone is left", async () => {
      assertEqual("ada's blocklist", (await chat.listBlockedUsers({ path })).data, [goran]);
    });
  },
});
