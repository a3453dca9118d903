import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertExcludes, assertIncludes } from "../../support/assertions.ts";
import { createChatgroup, registerUsers } from "../../support/fixtures.ts";
import { usernamesOf } from "../../support/responses.ts";

/** A chat group from its founding to its end. */
export const chatgroups = journey({
  name: "chatgroups/groups",
  tags: ["Chat groups"],
  cleanup: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, name, step, whenStateful, removed } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    await whenStateful("nobody cannot own a group", async () => {
      assertError(await chat.createChatgroup.safe({ body: { owner: name("nobody") } }), "resource_not_found");
    });

    const group_id = await createChatgroup(context, { owner: ada, members: [ben] });
    const path = { group_id };
    const details = async () => (await chat.getChatgroups({ path: { group_id: [group_id] } })).data[0];

    const group = await step("its details are read", details);
    await whenStateful("they are as it was opened", async () => {
      assertEqual("the owner", group?.owner, ada);
      assertEqual("the description", group?.description, "Weekend runs");
      assertIncludes("the people in it", usernamesOf(group?.affiliations ?? []), ada, ben);
    });
    const newest = await step("the newest groups are listed", () => chat.listChatgroups({ query: { limit: 50 } }));
    const joined = await step("ben's groups are listed", () => chat.listJoinedChatgroups({ path: { username: ben } }));
    await whenStateful("it is in both lists", async () => {
      assertIncludes(
        "the newest groups",
        newest.data.map(({ groupid }) => groupid),
        group_id,
      );
      assertIncludes(
        "ben's groups",
        joined.data.map(({ groupid }) => groupid),
        group_id,
      );
    });

    const changes = { description: "Runs in the hills", maxusers: 40 };
    await step("the description changes", () => chat.updateChatgroup({ path, body: changes }));
    await step("ben becomes its owner", () => chat.updateChatgroup({ path, body: { newowner: ben } }));
    await step("it is banned", () => chat.disableChatgroup({ path }));
    await whenStateful("all of that shows", async () => {
      const { description, maxusers, owner, disabled } = (await details()) ?? {};
      assertEqual("the group", { description, maxusers, owner, disabled }, { ...changes, owner: ben, disabled: true });
    });
    await step("the ban ends", () => chat.enableChatgroup({ path }));
    await whenStateful("it is not banned any more", async () => {
      assertEqual("whether it is banned", (await details())?.disabled, false);
    });

    await step("the group is removed", () => chat.deleteChatgroup({ path, confirm: true }));
    await removed({ operationId: "deleteChatgroup", path });
    await whenStateful("it is gone, for its members as well", async () => {
      const outcome = await chat.getChatgroups.safe({ path: { group_id: [group_id] } });
      assertError(outcome, "service_resource_not_found", "resource_not_found");
      const { data } = await chat.listJoinedChatgroups({ path: { username: ben } });
      assertExcludes(
        "ben's groups",
        data.map(({ groupid }) => groupid),
        group_id,
      );
    });
  },
});
