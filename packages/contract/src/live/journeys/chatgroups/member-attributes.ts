import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** What a chat group notes about its members. */
export const chatgroupMemberAttributes = journey({
  name: "chatgroup-member-attributes",
  tags: ["Chat group member attributes"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, step, remembers } = context;
    const [ada, ben, lena] = await people(context, "ada", "ben", "lena");
    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
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
    await remembers("they are as they were set", async () => {
      equal("ben's attributes", one.data, { role: "pacer", team: "blue" });
      equal("ben's role", several.data[ben], { role: "pacer" });
      equal("ada's role", several.data[ada]?.["role"], undefined);
    });

    await step("ben is the pacer no more", () =>
      chat.setChatgroupMemberAttributes({ path, body: { metaData: { role: "" } } }),
    );
    await remembers("the other attribute stays", async () => {
      equal("ben's attributes", (await chat.getChatgroupMemberAttributes({ path })).data, { team: "blue" });
    });
    await remembers("who is not in the group has none", async () => {
      const outcome = await chat.getChatgroupMemberAttributes.safe({ path: { group_id, username: lena } });
      refused(outcome, "MetadataException", "metadata_error", "service_resource_not_found");
    });
  },
});
