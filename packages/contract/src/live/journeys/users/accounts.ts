import { randomUUID } from "node:crypto";
import { journey } from "../../journey.ts";
import { assertEqual, assertError } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";

/** What decides whether somebody may log in: password, ban, tokens; and whether somebody is online. */
export const accounts = journey({
  name: "users/accounts",
  tags: ["Users", "Authentication"],
  cleanup: ["deleteUser"],
  async run(context) {
    const { chat, name, step, whenStateful } = context;
    const [ben] = await registerUsers(context, "ben");
    const path = { username: ben };
    const password = randomUUID();
    const logIn = (secret: string) =>
      chat.createToken.safe({ body: { grant_type: "password", username: ben, password: secret } });

    await step("ben gets a password", () => chat.updateUserPassword({ path, body: { newpassword: password } }));
    await step("the app gets a token for ben", () =>
      chat.createToken({ body: { grant_type: "inherit", username: ben, autoCreateUser: false } }),
    );
    await whenStateful("ben gets a token with the password, and with no other", async () => {
      const { data, error } = await logIn(password);
      if (error) throw error;
      assertEqual("whose token it is", data.user?.username ?? ben, ben);
      assertError(await logIn(randomUUID()), "invalid_grant");
    });

    await step("ben is banned", () => chat.deactivateUser({ path }));
    await whenStateful("banned, ben is not active and cannot log in", async () => {
      assertEqual("whether ben is active", (await chat.getUser({ path })).entities[0]?.activated, false);
      assertError(await logIn(password), "invalid_grant");
    });
    await step("the ban is lifted", () => chat.activateUser({ path }));
    await whenStateful("ben is active again", async () => {
      assertEqual("whether ben is active", (await chat.getUser({ path })).entities[0]?.activated, true);
    });

    await step("ben is logged out everywhere", () => chat.disconnectUser({ path }));
    const one = await step("ben's status is asked for", () => chat.getUserStatus({ path }));
    const nobody = name("nobody");
    const both = await step("so are those of ben and of nobody", () =>
      chat.getUserStatuses({ body: { usernames: [ben, nobody] } }),
    );
    await whenStateful("both are offline", async () => {
      assertEqual("the status", one.data, { [ben]: "offline" });
      assertEqual("the statuses", both.data, [{ [ben]: "offline" }, { [nobody]: "offline" }]);
      assertError(await chat.getUserStatus.safe({ path: { username: nobody } }), "service_resource_not_found");
    });
  },
});
