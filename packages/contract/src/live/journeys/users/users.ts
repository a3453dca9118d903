import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertIncludes } from "../../support/assertions.ts";

/** Accounts: registering, looking up, deleting. */
export const users = journey({
  name: "users/users",
  tags: ["Users"],
  cleanup: ["deleteUser"],
  async run({ chat, name, step, whenStateful, created, removed }) {
    const [ada, ben, chloe] = [name("ada"), name("ben"), name("chloe")];
    for (const username of [ada, ben, chloe]) await created({ operationId: "deleteUser", path: { username } });

    await step("ada registers", () => chat.createUsers({ body: { username: ada } }));
    await whenStateful("her name is taken now", async () => {
      assertError(await chat.createUsers.safe({ body: { username: ada } }), "duplicate_unique_property_exists");
    });

    await step("ben and chloe register together", () =>
      chat.createUsers({ body: [{ username: ben }, { username: chloe }] }),
    );
    await whenStateful("in a list, taken names are named and passed over", async () => {
      const { data = [] } = await chat.createUsers({ body: [{ username: ben }] });
      assertIncludes(
        "those who were refused",
        data.map(({ username }) => username),
        ben,
      );
    });

    const account = await step("ada's account is looked up", () => chat.getUser({ path: { username: ada } }));
    await whenStateful("it is hers, and active", async () => {
      assertEqual(
        "the account",
        account.entities.map(({ username, activated }) => ({ username, activated })),
        [{ username: ada, activated: true }],
      );
    });
    await step("the first users of the app are listed", () => chat.listUsers({ query: { limit: 2 } }));

    await step("ben is deleted", () => chat.deleteUser({ path: { username: ben }, confirm: true }));
    await removed({ operationId: "deleteUser", path: { username: ben } });
    await whenStateful("ben is gone", async () => {
      assertError(await chat.getUser.safe({ path: { username: ben } }), "service_resource_not_found");
    });
  },
});
