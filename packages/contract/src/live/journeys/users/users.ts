import { journey } from "../../journey.ts";
import { equal, includes, refused } from "../../support/assertions.ts";

/** Accounts: registering, looking up, deleting. */
export const users = journey({
  name: "users",
  tags: ["Users"],
  undoneBy: ["deleteUser"],
  async run({ chat, name, step, remembers, made, removed }) {
    const [ada, ben, chloe] = [name("ada"), name("ben"), name("chloe")];
    for (const username of [ada, ben, chloe]) await made({ undo: "deleteUser", path: { username } });

    await step("ada registers", () => chat.createUsers({ body: { username: ada } }));
    await remembers("her name is taken now", async () => {
      refused(await chat.createUsers.safe({ body: { username: ada } }), "duplicate_unique_property_exists");
    });

    await step("ben and chloe register together", () =>
      chat.createUsers({ body: [{ username: ben }, { username: chloe }] }),
    );
    await remembers("in a list, taken names are named and passed over", async () => {
      const { data = [] } = await chat.createUsers({ body: [{ username: ben }] });
      includes(
        "those who were refused",
        data.map(({ username }) => username),
        ben,
      );
    });

    const account = await step("ada's account is looked up", () => chat.getUser({ path: { username: ada } }));
    await remembers("it is hers, and active", async () => {
      equal(
        "the account",
        account.entities.map(({ username, activated }) => ({ username, activated })),
        [{ username: ada, activated: true }],
      );
    });
    await step("the first users of the app are listed", () => chat.listUsers({ query: { limit: 2 } }));

    await step("ben is deleted", () => chat.deleteUser({ path: { username: ben }, confirm: true }));
    await removed({ undo: "deleteUser", path: { username: ben } });
    await remembers("ben is gone", async () => {
      refused(await chat.getUser.safe({ path: { username: ben } }), "service_resource_not_found");
    });
  },
});
