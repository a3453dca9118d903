import { journey } from "../../journey.ts";
import { equal, includes, refused } from "../../support/assertions.ts";
import { unlessRefused } from "../../support/optional-step.ts";
import { people } from "../../support/users.ts";

/** Groups of users to push to. */
export const pushLabels = journey({
  name: "push-labels",
  tags: ["Push labels"],
  undoneBy: ["deleteUser", "deletePushLabel"],
  async run(context) {
    const { chat, name, step, remembers, made, removed } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const nobody = name("nobody");
    const label_name = name("early-birds");
    const path = { label_name };
    const description = "Runs before eight";

    await made({ undo: "deletePushLabel", path });
    const label = await unlessRefused(context, "a label is made", {
      act: () => chat.createPushLabel.safe({ body: { name: label_name, description } }),
      when: ({ code }) => code === "ServiceNotOpenException" || code === "LimitException",
    });
    if (!label) return removed({ undo: "deletePushLabel", path });

    const added = await step("ada, ben and nobody are put under it", () =>
      chat.addPushLabelUsers({ path, body: { usernames: [ada, ben, nobody] } }),
    );
    const listed = await step("its users are listed", () => chat.listPushLabelUsers({ path }));
    const found = await step("the label is looked up", () => chat.getPushLabel({ path }));
    const newest = await step("the newest labels are listed", () => chat.listPushLabels());
    await remembers("ada and ben are under it, and it is among the newest", async () => {
      equal("those who were added", added.data.success.toSorted(), [ada, ben].toSorted());
      includes("those who were not", Object.keys(added.data.fail), nobody);
      includes(
        "its users",
        listed.data.map(({ username }) => username),
        ada,
        ben,
      );
      equal("the label", { description: found.data.description, count: found.data.count }, { description, count: 2 });
      includes(
        "the newest labels",
        newest.data.map((entry) => entry.name),
        label_name,
      );
    });

    await step("ben is taken off", () => chat.removePushLabelUsers({ path, body: { usernames: [ben] } }));
    const one = await step("the label is asked for ada", () =>
      chat.getPushLabelUser({ path: { label_name, member: ada } }),
    );
    await remembers("ada is under it, and ben no more", async () => {
      equal("who is under it", one.data.username, ada);
      const other = await chat.getPushLabelUser({ path: { label_name, member: ben } });
      equal("ben's entry", other.data, {});
    });

    await step("the label is deleted", () => chat.deletePushLabel({ path, confirm: true }));
    await removed({ undo: "deletePushLabel", path });
    await remembers("it is gone", async () => {
      refused(await chat.getPushLabel.safe({ path }), "ResourceNotFoundException");
    });
  },
});
