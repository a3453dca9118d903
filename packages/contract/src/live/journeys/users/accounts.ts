import { randomUUID } from "node:crypto";
import { journey } from "../../journey.ts";
import { equal, refused } from "../../support/assertions.ts";
import { people } from "../../support/users.ts";

/** What decides whether somebody may log in: password, ban, tokens; and whether somebody is online. */
export const accounts = journey({
  name: "accounts",
  tags: ["Users", "Authentication"],
  undoneBy: ["deleteUser"],
  async run(context) {
    const { chat, name, step, remembers } = context;
    const [ben] = await people(context, "ben");
    const path = { username: ben };
    const password = randomUUID();
    const logIn = (secret: string) =>
      chat.createToken.safe({ body: { grant_type: "password", username: ben, password: secret } });

    await step("ben gets a password", () => chat.updateUserPassword({ path, body: { newpassword: password } }));
    await step("the app gets a token for ben", () =>
      chat.createToken({ body: { grant_type: "inherit", username: ben, autoCreateUser: false } }),
    );
    await remembers("ben gets a token with the password, and with no other", async () => {
      const { data, error } = await logIn(password);
      if (error) throw error;
      equal("whose token it is", data.user?.username ?? ben, ben);
      refused(await logIn(randomUUID()), "invalid_grant");
    });

    await step("ben is banned", () => chat.deactivateUser({ path }));
    await remembers("banned, ben is no active user and cannot log in", async () => {
      equal("whether ben is active", (await chat.getUser({ path })).entities[0]?.activated, false);
      refused(await logIn(password), "invalid_grant");
    });
    await step("the ban is lifted", () => chat.activateUser({ path }));
    await remembers("ben is active again", async () => {
      equal("whether ben is active", (await chat.getUser({ path })).entities[0]?.activated, true);
    });

    await step("ben is logged out everywhere", () => chat.disconnectUser({ path }));
    const one = await step("ben's status is asked for", () => chat.getUserStatus({ path }));
    const nobody = name("nobody");
    const both = await step("so are those of ben and of nobody", () =>
      chat.getUserStatuses({ body: { usernames: [ben, nobody] } }),
    );
    await remembers("both are offline", async () => {
      equal("the status", one.data, { [ben]: "offline" });
      equal("the statuses", both.data, [{ [ben]: "offline" }, { [nobody]: "offline" }]);
      refused(await chat.getUserStatus.safe({ path: { username: nobody } }), "service_resource_not_found");
    });
  },
});
