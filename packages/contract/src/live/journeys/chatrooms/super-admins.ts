import { journey } from "../../journey.ts";
import { assertError, assertExcludes, assertIncludes } from "../../support/assertions.ts";
import { registerUsers } from "../../support/fixtures.ts";
import { readAll } from "../../support/responses.ts";

/** Who may open chat rooms from a client. */
export const chatroomSuperAdmins = journey({
  name: "chatrooms/super-admins",
  tags: ["Chat room super admins"],
  cleanup: ["deleteUser", "removeChatroomSuperAdmin"],
  async run(context) {
    const { chat, name, step, whenStateful, created, removed } = context;
    const [hana] = await registerUsers(context, "hana");
    const path = { super_admin: hana };
    const everyone = () => readAll(chat.listChatroomSuperAdmins.items());

    await created({ operationId: "removeChatroomSuperAdmin", path });
    await step("hana becomes a super admin", () => chat.addChatroomSuperAdmin({ body: { superadmin: hana } }));
    await step("the first super admins are listed", () => chat.listChatroomSuperAdmins());
    await whenStateful("hana is one of them", async () => {
      assertIncludes("the super admins", await everyone(), hana);
    });
    await whenStateful("nobody cannot become one", async () => {
      const outcome = await chat.addChatroomSuperAdmin.safe({ body: { superadmin: name("nobody") } });
      assertError(outcome, "resource_not_found");
    });

    await step("hana is one no more", () => chat.removeChatroomSuperAdmin({ path }));
    await removed({ operationId: "removeChatroomSuperAdmin", path });
    await whenStateful("hana is not in the list", async () => {
      assertExcludes("the super admins", await everyone(), hana);
    });
  },
});
