import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { createChatgroup, registerUsers } from "../../support/fixtures.ts";

/** What a chat group notes about its members. */
export const chatgroupMemberAttributes = journey({
  name: "chatgroups/member-attributes",
  tags: ["Chat group member attributes"],
  cleanup: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, whenStateful } = context;
    const [ada, ben, lena] = await registerUsers(context, "ada", "ben", "lena");
    const group_id = await createChatgroup(context, { owner: ada, members: [ben] });
    const path = { group_id, username: ben };

    await step("ben is the pacer of the blue team", () =>
      chat.setChatgroupMemberAttributes({ path, body: { metaData: { role: "pacer", team: "blue" } } }),
    );
    const one = await step("ben's attributes are read", () => chat.getChatgroupMemberAttributes({ path }));
    const several = await step("everyone's roles are read", () =>
      chat.getChatgroupMemberAttributesBatch({
        path: { group_id },
        body: { targets: [ada, ben], properties: ["role"] },
      }),
    );
    await whenStateful("they are as they were set", async () => {
      assertEqual("ben's attributes", one.data, { role: "pacer", team: "blue" });
      assertEqual("ben's role", several.data[ben], { role: "pacer" });
      assertEqual("ada's role", several.data[ada]?.["role"], undefined);
    });

    await step("ben is the pacer no more", () =>
      chat.setChatgroupMemberAttributes({ path, body: { metaData: { role: "" } } }),
    );
    await whenStateful("the other attribute stays", async () => {
      assertEqual("ben's attributes", (await chat.getChatgroupMemberAttributes({ path })).data, { team: "blue" });
    });
    await whenStateful("who is not in the group has none", async () => {
      const outcome = await chat.getChatgroupMemberAttributes.safe({ path: { group_id, username: lena } });
      assertError(outcome, "MetadataException", "metadata_error", "service_resource_not_found");
    });
  },
});
