import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertIncludes } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";
import { optionalStep } from "../../support/optional-step.ts";

/** Groups of users to push to. */
export const pushLabels = journey({
  name: "push/labels",
  tags: ["Push labels"],
  cleanup: ["deleteUser", "deletePushLabel"],
  async run(context) {
    const { chat, name, step, whenStateful, created, removed } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    const nobody = name("nobody");
    const label_name = name("early-birds");
    const path = { label_name };
    const description = "Runs before eight";

    await created({ operationId: "deletePushLabel", path });
    const label = await optionalStep(context, "a label is created", {
      call: () => chat.createPushLabel.safe({ body: { name: label_name, description } }),
      isUnavailable: ({ code }) => code === "ServiceNotOpenException" || code === "LimitException",
    });
    if (!label) return removed({ operationId: "deletePushLabel", path });

    const added = await step("ada, ben and nobody are put under it", () =>
      chat.addPushLabelUsers({ path, body: { usernames: [ada, ben, nobody] } }),
    );
    const listed = await step("its users are listed", () => chat.listPushLabelUsers({ path }));
    const found = await step("the label is looked up", () => chat.getPushLabel({ path }));
    const newest = await step("the newest labels are listed", () => chat.listPushLabels());
    await whenStateful("ada and ben are under it, and it is among the newest", async () => {
      assertEqual("those who were added", added.data.success.toSorted(), [ada, ben].toSorted());
      assertIncludes("those who were not", Object.keys(added.data.fail), nobody);
      assertIncludes(
        "its users",
        listed.data.map(({ username }) => username),
        ada,
        ben,
      );
      assertEqual(
        "the label",
        { description: found.data.description, count: found.data.count },
        { description, count: 2 },
      );
      assertIncludes(
        "the newest labels",
        newest.data.map((entry) => entry.name),
        label_name,
      );
    });

    await step("ben is taken off", () => chat.removePushLabelUsers({ path, body: { usernames: [ben] } }));
    const one = await step("the label is asked for ada", () =>
      chat.getPushLabelUser({ path: { label_name, member: ada } }),
    );
    await whenStateful("ada is under it, and ben no more", async () => {
      assertEqual("who is under it", one.data.username, ada);
      const other = await chat.getPushLabelUser({ path: { label_name, member: ben } });
      assertEqual("ben's entry", other.data, {});
    });

    await step("the label is deleted", () => chat.deletePushLabel({ path, confirm: true }));
    await removed({ operationId: "deletePushLabel", path });
    await whenStateful("it is gone", async () => {
      assertError(await chat.getPushLabel.safe({ path }), "ResourceNotFoundException");
    });
  },
});
