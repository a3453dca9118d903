import { journey } from "../../journey.ts";
import { excludes, includes, refused } from "../../support/assertions.ts";
import { all } from "../../support/read-all.ts";
import { people } from "../../support/users.ts";

/** Who may open chat rooms from a client. */
export const chatroomSuperAdmins = journey({
  name: "chatroom-super-admins",
  tags: ["Chat room super admins"],
  undoneBy: ["deleteUser", "removeChatroomSuperAdmin"],
  async run(context) {
    const { chat, name, step, remembers, made, removed } = context;
    const [hana] = await people(context, "hana");
    const path = { super_admin: hana };
    const everyone = () => all(chat.listChatroomSuperAdmins.items());

    await made({ undo: "removeChatroomSuperAdmin", path });
    await step("hana becomes a super admin", () => chat.addChatroomSuperAdmin({ body: { superadmin: hana } }));
    await step("the first super admins are listed", () => chat.listChatroomSuperAdmins());
    await remembers("hana is one of them", async () => {
      includes("the super admins", await everyone(), hana);
    });
    await remembers("nobody cannot become one", async () => {
      const outcome = await chat.addChatroomSuperAdmin.safe({ body: { superadmin: name("nobody") } });
      refused(outcome, "resource_not_found");
    });

    await step("hana is one no more", () => chat.removeChatroomSuperAdmin({ path }));
    await removed({ undo: "removeChatroomSuperAdmin", path });
    await remembers("hana is not in the list", async () => {
      excludes("the super admins", await everyone(), hana);
    });
  },
});
