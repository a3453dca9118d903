import { journey } from "../../journey.ts";
import { assertEqual, assertError, assertExcludes } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";

/** Who is a contact of whom. */
export const contacts = journey({
  name: "contacts/contacts",
  tags: ["Contacts"],
  cleanup: ["deleteUser"],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const [ada, ben, chloe] = await registerUsers(context, "ada", "ben", "chloe");
    const of = (owner: string) => chat.listContacts({ path: { owner_username: owner } });

    for (const friend of [ben, chloe])
      await step("ada gets a contact", () =>
        chat.addContact({ path: { owner_username: ada, friend_username: friend } }),
      );
    const listed = await step("ada's contacts are listed", () => of(ada));
    await step("ada notes something about chloe", () =>
      chat.setContactRemark({
        path: { owner_username: ada, friend_username: chloe },
        body: { remark: "Chloe from the night runs" },
      }),
    );
    const page = await step("the latest contact is listed", () =>
      chat.listContactsByPage({ path: { username: ada }, query: { limit: 1, needReturnRemark: true } }),
    );
    await whenStateful("they are contacts, both ways", async () => {
      assertEqual("ada's contacts", listed.data.toSorted(), [ben, chloe].toSorted());
      assertEqual("ben's contacts", (await of(ben)).data, [ada]);
      assertEqual("the page", page.data.contacts, [{ username: chloe, remark: "Chloe from the night runs" }]);
    });
    await whenStateful("nothing can be noted about a stranger", async () => {
      const path = { owner_username: ben, friend_username: chloe };
      assertError(await chat.setContactRemark.safe({ path, body: { remark: "Who is that?" } }), "illegal_argument");
    });
    await whenStateful("a stranger to the app cannot become a contact", async () => {
      const path = { owner_username: ada, friend_username: name("nobody") };
      assertError(await chat.addContact.safe({ path }), "service_resource_not_found");
    });

    await step("ada and ben part", () => chat.removeContact({ path: { owner_username: ada, friend_username: ben } }));
    await whenStateful("neither has the other any more", async () => {
      assertExcludes("ada's contacts", (await of(ada)).data, ben);
      assertExcludes("ben's contacts", (await of(ben)).data, ada);
    });
  },
});
