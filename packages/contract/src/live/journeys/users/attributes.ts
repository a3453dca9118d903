import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { people } from "../../support/users.ts";

/** What an app notes about its users. */
export const userAttributes = journey({
  name: "user-attributes",
  tags: ["User attributes"],
  undoneBy: ["deleteUser", "deleteUserAttributes"],
  async run(context) {
    const { chat, step, remembers, made, removed } = context;
    const [ada, ben] = await people(context, "ada", "ben");
    const path = { username: ada };
    const attributes = { nickname: "Ada", avatarurl: "https://example.com/ada.png" };

    await made({ undo: "deleteUserAttributes", path });
    await step("ada gets a nickname and a picture", () => chat.setUserAttributes({ path, body: attributes }));
    await step("ada gets a sign", () => chat.setUserAttributes({ path, body: { sign: "running" } }));
    const all = await step("ada's attributes are read", () => chat.getUserAttributes({ path }));
    const some = await step("two people's nicknames are read", () =>
      chat.getUserAttributesBatch({ body: { targets: [ada, ben], properties: ["nickname"] } }),
    );
    await remembers("all of ada's are there, and ben has none", async () => {
      equal("ada's attributes", all.data, { ...attributes, sign: "running" });
      equal("the nicknames", some.data[ada], { nickname: "Ada" });
      equal("ben's nickname", some.data[ben]?.["nickname"], undefined);
    });
    await step("the size of all attributes is read", () => chat.getUserAttributesSize());
    await remembers("far too much is refused", async () => {
      refused(await chat.setUserAttributes.safe({ path, body: { diary: "x".repeat(10_000) } }), "FORBIDDEN");
    });

    await step("ada's attributes are deleted", () => chat.deleteUserAttributes({ path }));
    await removed({ undo: "deleteUserAttributes", path });
    await remembers("ada has none any more", async () => {
      equal("ada's attributes", (await chat.getUserAttributes({ path })).data, {});
    });
  },
});
