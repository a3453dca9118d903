import { journey } from "../../journey.ts";
import { equal, excludes, includes, refused } from "../../support/assertions.ts";
import { namesOf, openChatgroup } from "../../support/spaces.ts";
import { people } from "../../support/users.ts";

/** A chat group from its founding to its end. */
export const chatgroups = journey({
  name: "chatgroups",
  tags: ["Chat groups"],
  undoneBy: ["deleteUser", "deleteChatgroup"],
  async run(context) {
    const { chat, name, step, remembers, removed } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    await remembers("nobody cannot own a group", async () => {
      refused(await chat.createChatgroup.safe({ body: { owner: name("nobody") } }), "resource_not_found");
    });

    const group_id = await openChatgroup(context, { owner: ada, members: [ben] });
    const path = { group_id };
    const details = async () => (await chat.getChatgroups({ path: { group_id: [group_id] } })).data[0];

    const group = await step("its details are read", details);
    await remembers("they are as it was opened", async () => {
      equal("the owner", group?.owner, ada);
      equal("the description", group?.description, "Weekend runs");
      includes("the people in it", namesOf(group?.affiliations ?? []), ada, ben);
    });
    const newest = await step("the newest groups are listed", () => chat.listChatgroups({ query: { limit: 50 } }));
    const joined = await step("ben's groups are listed", () => chat.listJoinedChatgroups({ path: { username: ben } }));
    await remembers("it is in both lists", async () => {
      includes(
        "the newest groups",
        newest.data.map(({ groupid }) => groupid),
        group_id,
      );
      includes(
        "ben's groups",
        joined.data.map(({ groupid }) => groupid),
        group_id,
      );
    });

    const changes = { description: "Runs in the hills", maxusers: 40 };
    await step("the description changes", () => chat.updateChatgroup({ path, body: changes }));
    await step("ben becomes its owner", () => chat.updateChatgroup({ path, body: { newowner: ben } }));
    await step("it is banned", () => chat.disableChatgroup({ path }));
    await remembers("all of that shows", async () => {
      const { description, maxusers, owner, disabled } = (await details()) ?? {};
      equal("the group", { description, maxusers, owner, disabled }, { ...changes, owner: ben, disabled: true });
    });
    await step("the ban ends", () => chat.enableChatgroup({ path }));
    await remembers("it is not banned any more", async () => {
      equal("whether it is banned", (await details())?.disabled, false);
    });

    await step("the group ends", () => chat.deleteChatgroup({ path, confirm: true }));
    await removed({ undo: "deleteChatgroup", path });
    await remembers("it is gone, for its members as well", async () => {
      const outcome = await chat.getChatgroups.safe({ path: { group_id: [group_id] } });
      refused(outcome, "service_resource_not_found", "resource_not_found");
      const { data } = await chat.listJoinedChatgroups({ path: { username: ben } });
      excludes(
        "ben's groups",
        data.map(({ groupid }) => groupid),
        group_id,
      );
    });
  },
});
