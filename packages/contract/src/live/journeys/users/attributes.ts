import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";

/** What an app notes about its users. */
export const userAttributes = journey({
  name: "users/attributes",
  tags: ["User attributes"],
  cleanup: ["deleteUser", "deleteUserAttributes"],
  async run(context) {
    const { chat, step, whenStateful, created, removed } = context;
    const [ada, ben] = await registerUsers(context, "ada", "ben");
    const path = { username: ada };
    const attributes = { nickname: "Ada", avatarurl: "https://example.com/ada.png" };

    await created({ operationId: "deleteUserAttributes", path });
    await step("ada gets a nickname and a picture", () => chat.setUserAttributes({ path, body: attributes }));
    await step("ada gets a sign", () => chat.setUserAttributes({ path, body: { sign: "running" } }));
    const all = await step("ada's attributes are read", () => chat.getUserAttributes({ path }));
    const some = await step("two people's nicknames are read", () =>
      chat.getUserAttributesBatch({ body: { targets: [ada, ben], properties: ["nickname"] } }),
    );
    await whenStateful("all of ada's are there, and ben has none", async () => {
      assertEqual("ada's attributes", all.data, { ...attributes, sign: "running" });
      assertEqual("the nicknames", some.data[ada], { nickname: "Ada" });
      assertEqual("ben's nickname", some.data[ben]?.["nickname"], undefined);
    });
    await step("the size of all attributes is read", () => chat.getUserAttributesSize());
    await whenStateful("far too much is refused", async () => {
      assertError(await chat.setUserAttributes.safe({ path, body: { diary: "x".repeat(10_000) } }), "FORBIDDEN");
    });

    await step("ada's attributes are deleted", () => chat.deleteUserAttributes({ path }));
    await removed({ operationId: "deleteUserAttributes", path });
    await whenStateful("ada has none any more", async () => {
      assertEqual("ada's attributes", (await chat.getUserAttributes({ path })).data, {});
    });
  },
});
